// The two dialogs: the key that a server may ask for, and the page's keys.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { apiKey, keyWanted, setApiKey } from "../live/api";

export const helpOpen = signal(false);

function useOpen(open: boolean) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal();
    if (!open && dialog.current?.open === true) dialog.current.close();
  }, [open]);
  return dialog;
}

export function KeyDialog() {
  const why = keyWanted.value;
  const dialog = useOpen(why !== null);
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="key-title" onCancel={(event) => event.preventDefault()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const key = new FormData(event.currentTarget).get("key");
          if (typeof key === "string" && key.trim() !== "") setApiKey(key.trim());
        }}
      >
        <h2 id="key-title">A key, please</h2>
        <p>{why} Whoever started it chose one with --api-key. It stays in this tab only.</p>
        <input name="key" type="password" aria-label="API key" autocomplete="off" defaultValue={apiKey.value} required />
        <button type="submit" class="primary">
          Open the studio
        </button>
      </form>
    </dialog>
  );
}

const keys: [string, string][] = [
  ["Space", "play or pause"],
  ["K", "keep that"],
  ["N", "a new style"],
  ["D", "three styles of chance"],
  ["T", "tap the tempo"],
  ["R", "begin anew"],
  ["B", "from take A to take B"],
  ["Ctrl Z", "undo on the pad"],
  ["arrows", "move the cursor, a dot or a dial; with Shift finely"],
  ["+ −", "weigh a dot that has the focus"],
  ["Delete", "a dial back to auto, a dot away"],
  ["L", "MIDI-learn the control that has the focus; Shift L forgets"],
  ["?", "this list"],
];

export function HelpDialog() {
  const dialog = useOpen(helpOpen.value);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="help-title"
      onClose={() => (helpOpen.value = false)}
      onClick={(event) => event.target === event.currentTarget && (helpOpen.value = false)}
    >
      <h2 id="help-title">Keys</h2>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p>
        Dots are styles: the nearer the ring, the more they are heard. A dial on <em>auto</em> follows the words.
      </p>
      <form method="dialog">
        <button type="submit" class="primary">
          Done
        </button>
      </form>
    </dialog>
  );
}
