// A take on the shelf.
import { useState } from "preact/hooks";
import { printed } from "../dials/key";
import { withKey } from "../live/api";
import { Icon } from "../ui/Icon";
import { Menu } from "../ui/Menu";
import { edited, editsOffered } from "./edit";
import { EditPanel } from "./EditPanel";
import { loadingTake, looping, playingTake, playTake, quiet, setLooping } from "./player";
import { compareAs, compared, deleteTake, justKept, renameTake } from "./shelf_state";
import { lengthText, type Take } from "./take";
import { Thumbnail } from "./Thumbnail";

const files = [
  { path: "audio", ending: "wav", text: "Sound", what: "WAV" },
  { path: "midi", ending: "mid", text: "Notes", what: "MIDI" },
  { path: "stems", ending: "zip", text: "Stems", what: "ZIP of WAV" },
  { path: "recipe", ending: "json", text: "Recipe", what: "JSON" },
] as const;

export function TakeCard({ take }: { take: Take }) {
  const [renaming, setRenaming] = useState(false);
  const plays = playingTake.value === take.id;
  const loads = loadingTake.value === take.id;
  const [a, b] = compared.value;
  const edits = edited.value === take.id;
  const state = `${plays ? " is-playing" : ""}${justKept.value === take.id ? " is-new" : ""}${edits ? " is-edited" : ""}`;
  const finish = (name: string) => {
    setRenaming(false);
    void renameTake(take, name);
  };
  return (
    <li class={`take${state}`}>
      {!edits && <Thumbnail take={take} />}
      <div class="take-head">
        <button
          type="button"
          class={`take-play${loads ? " is-loading" : ""}`}
          aria-label={plays ? `Stop ${take.name}` : `Play ${take.name}`}
          onClick={() => (plays || loads ? quiet() : void playTake(take))}
        >
          <Icon name={plays ? "stop" : "play"} size={16} />
        </button>
        <div class="take-words">
          {renaming ? (
            <input
              class="take-name"
              aria-label="Name of the take"
              value={take.name}
              maxLength={120}
              ref={(input) => input?.focus()}
              onBlur={(event) => finish(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter") finish(event.currentTarget.value);
                if (event.key === "Escape") setRenaming(false);
                event.stopPropagation();
              }}
            />
          ) : (
            <button
              type="button"
              class="take-name"
              title={`${take.prompt}\nClick to rename`}
              aria-label={`Rename ${take.name}`}
              onClick={() => setRenaming(true)}
            >
              {take.name}
            </button>
          )}
          <p>
            {lengthText(take.seconds)} · {Math.round(take.bpm)} bpm · {printed(take.key)}
          </p>
        </div>
        <div class="take-tools">
          {plays && (
            <button
              type="button"
              class="plain"
              aria-label="Loop"
              aria-pressed={looping.value}
              title="Loop"
              onClick={() => setLooping(!looping.value)}
            >
              <Icon name="loop" size={17} />
            </button>
          )}
          {editsOffered.value && (
            <button
              type="button"
              class="plain"
              aria-label={`Edit ${take.name}`}
              aria-expanded={edits}
              title="Edit: other notes in some bars, or more bars"
              onClick={() => (edited.value = edits ? null : take.id)}
            >
              <Icon name="pen" size={17} />
            </button>
          )}
          {([a, b] as const).map((side, i) => (
            <button
              key={i}
              type="button"
              class="plain letter"
              aria-pressed={side === take.id}
              aria-label={`Compare ${take.name} as ${i === 0 ? "A" : "B"}`}
              title={`Compare: this is ${i === 0 ? "A" : "B"}`}
              onClick={() => compareAs(i === 0 ? 0 : 1, take.id)}
            >
              {i === 0 ? "A" : "B"}
            </button>
          ))}
          <Menu label={`Download ${take.name}`} icon="download" title="Download">
            {files.map((file) => (
              <a
                key={file.path}
                role="menuitem"
                tabIndex={-1}
                href={withKey(`/api/takes/${encodeURIComponent(take.id)}/${file.path}`)}
                download={`${take.name.replace(/[^\p{L}\p{N} _-]+/gu, "").trim() || take.id}.${file.ending}`}
              >
                {file.text} <small>{file.what}</small>
              </a>
            ))}
          </Menu>
          <button
            type="button"
            class="plain"
            aria-label={`Delete ${take.name}`}
            title="Delete (can be undone)"
            onClick={() => void deleteTake(take)}
          >
            <Icon name="trash" size={17} />
          </button>
        </div>
      </div>
      {edits && <EditPanel take={take} />}
    </li>
  );
}
