// What a take's edit button opens: bars by dragging over the notes, parts by their names, wishes in words.
import { useEffect, useRef, useState } from "preact/hooks";
import { Choice } from "../dials/Toggle";
import { ApiError } from "../live/api";
import { familyColour, familyOf } from "../score/families";
import { shortName } from "../score/lanes";
import { Elapsed } from "../ui/Elapsed";
import { dark } from "../ui/theme";
import { BarRoll } from "./BarRoll";
import { edited, editTake } from "./edit";
import type { Draft } from "./edit_wish";
import type { Look, Take } from "./take";
import { useLook } from "./Thumbnail";

const mostAdded = 128;

export function EditPanel({ take }: { take: Take }) {
  const look = useLook(take);
  if (look === null) return <p class="edit-wait">Reading its notes …</p>;
  return <Panel take={take} look={look} />;
}

const places = [
  { value: "here", text: "Change bars", hint: "Written anew; all else stays as it is" },
  { value: "before", text: "Add before", hint: "Bars more before the first" },
  { value: "after", text: "Add after", hint: "Bars more after the last" },
] as const;

interface CountProps {
  label: string;
  value: number;
  most: number;
  set: (value: number) => void;
}

// A number from 1 on.
function Count({ label, value, most, set }: CountProps) {
  return (
    <input
      type="number"
      aria-label={label}
      min="1"
      max={most}
      value={value}
      onChange={(event) => {
        const to = Math.max(1, Math.min(most, Math.round(event.currentTarget.valueAsNumber) || 1));
        event.currentTarget.value = String(to); // also where it was that already
        set(to);
      }}
    />
  );
}

function Panel({ take, look }: { take: Take; look: Look }) {
  const count = look.bars.length;
  const [draft, setDraft] = useState<Draft>({ first: 1, last: count, parts: [], words: "", extend: null });
  const [added, setAdded] = useState(8);
  const [busy, setBusy] = useState<{ startedMs: number; abort: AbortController } | null>(null);
  const [trouble, setTrouble] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => () => busy?.abort.abort(), [busy]);

  useEffect(() => form.current?.scrollIntoView({ block: "nearest" }), []);

  const set = (fields: Partial<Draft>) => setDraft((before) => ({ ...before, ...fields }));
  const { first, last, parts, extend } = draft;
  const toggle = (name: string) =>
    set({ parts: parts.includes(name) ? parts.filter((one) => one !== name) : [...parts, name] });
  const submit = async () => {
    if (busy !== null) return busy.abort.abort();
    const abort = new AbortController();
    setBusy({ startedMs: performance.now(), abort });
    setTrouble("");
    try {
      const from = extend === null ? (look.bars[first - 1]?.start ?? 0) * take.seconds : 0;
      await editTake(take, draft, from, abort.signal);
      edited.value = null;
    } catch (error) {
      if (!abort.signal.aborted) {
        setTrouble(error instanceof ApiError ? error.message : "Something went wrong; please try again.");
      }
    }
    setBusy(null);
  };
  const lit = parts.length === 0 ? null : new Set(look.parts.flatMap((part) => (parts.includes(part.name) ? [part.program] : [])));
  return (
    <form
      ref={form}
      class="edit"
      aria-label={`Edit ${take.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") edited.value = null;
      }}
    >
      <BarRoll
        take={take}
        look={look}
        chosen={extend === null ? [first, last] : null}
        lit={lit}
        choose={(from, to) => set({ first: from, last: to, extend: null })}
      />
      <div class="edit-row">
        <Choice
          label="What to do"
          value={extend?.side ?? "here"}
          options={places}
          change={(to) => set({ extend: to === "here" ? null : { bars: added, side: to } })}
        />
        {extend === null ? (
          <span class="edit-bars">
            <label>
              Bar
              <Count label="First bar" value={first} most={count} set={(to) => set({ first: to, last: Math.max(to, last) })} />
            </label>
            <label>
              to
              <Count label="Last bar" value={last} most={count} set={(to) => set({ first: Math.min(to, first), last: to })} />
            </label>
            {(first > 1 || last < count) && (
              <button type="button" class="edit-all" onClick={() => set({ first: 1, last: count })}>
                all {count}
              </button>
            )}
          </span>
        ) : (
          <label class="edit-bars">
            <Count
              label="Bars to add"
              value={added}
              most={mostAdded}
              set={(bars) => {
                setAdded(bars);
                set({ extend: { ...extend, bars } });
              }}
            />
            bars
          </label>
        )}
      </div>
      {extend === null && (
        <div class="edit-row" role="group" aria-label="Parts to change; none: all of them">
          {look.parts.map((part) => (
            <button
              key={part.name}
              type="button"
              class="chip"
              aria-pressed={parts.includes(part.name)}
              title={parts.length === 0 ? "All parts change; choose some, and only they do" : part.name}
              style={{ "--part": familyColour(familyOf(part.program), dark.value) }}
              onClick={() => toggle(part.name)}
            >
              {shortName(part.name)}
            </button>
          ))}
          <span class="edit-hint">{parts.length === 0 ? "All parts change." : "All others stay as they are."}</span>
        </div>
      )}
      <div class="edit-row edit-words">
        <input
          type="text"
          aria-label="What should change"
          placeholder={extend === null ? "softer, a walking bass, other chords …" : "a quiet opening, a big ending …"}
          maxLength={500}
          value={draft.words}
          readOnly={busy !== null}
          onInput={(event) => set({ words: event.currentTarget.value })}
        />
        <button type="button" class="edit-close" onClick={() => (edited.value = null)}>
          Close
        </button>
        <button type="submit" class="edit-do">
          {busy === null ? (extend === null ? "Write anew" : "Add") : <Elapsed startedMs={busy.startedMs} />}
        </button>
      </div>
      {trouble !== "" && (
        <p class="edit-trouble" role="alert">
          {trouble}
        </p>
      )}
    </form>
  );
}
