// What a selected dot opens: its words, its weight, and the way out; for new ones, ideas.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Refusal } from "../dials/Refusal";
import { Icon } from "../ui/Icon";
import { type Dot, mostOwn } from "./blend";
import * as pad from "./pad_state";
import { draw } from "./suggestions";

export function DotEditor() {
  const dot = pad.dots.value.find((one) => one.id === pad.selected.value);
  return dot === undefined ? null : <Editor key={dot.id} dot={dot} />;
}

function Editor({ dot }: { dot: Dot }) {
  const isNew = dot.text === "";
  const input = useRef<HTMLTextAreaElement>(null);
  const [words, setWords] = useState(dot.text);
  const [ideas] = useState(() => draw(4, pad.dots.value.map((one) => one.text)));

  // At once: what is typed next is meant for it, and letters are shortcuts elsewhere.
  useLayoutEffect(() => {
    if (isNew) input.current?.focus();
  }, [dot.id]);
  useEffect(() => {
    pad.editing.value = dot.id;
    return () => {
      if (pad.editing.value === dot.id) pad.editing.value = null;
      // A dot that never got words is none.
      if (pad.dots.value.find((one) => one.id === dot.id)?.text === "") pad.removeDot(dot.id);
    };
  }, [dot.id]);

  const finish = (text: string) => {
    pad.rename(dot.id, text);
    pad.selected.value = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      finish(words);
    } else if (event.key === "Escape") {
      pad.selected.value = null;
    }
  };
  const stop = (event: Event) => event.stopPropagation();
  const below = dot.y < 0.5;
  return (
    <div
      class={`editor ${below ? "is-below" : "is-above"}`}
      style={{ "--x": `${dot.x * 100}%`, "--y": `${dot.y * 100}%` }}
      role="dialog"
      aria-label={isNew ? "New style" : `Style: ${dot.text}`}
      onPointerDown={stop}
      onPointerMove={stop}
      onDblClick={stop}
      onKeyDown={onKeyDown}
    >
      <textarea
        ref={input}
        rows={2}
        maxLength={500}
        value={words}
        placeholder="A style, a mood, instruments …"
        aria-label="Words of the style"
        onInput={(event) => setWords(event.currentTarget.value)}
        onBlur={() => words.trim() !== "" && pad.rename(dot.id, words)}
      />
      {isNew && (
        <div class="ideas" aria-label="Ideas">
          {ideas.map((idea) => (
            <button key={idea} type="button" onPointerDown={(event) => event.preventDefault()} onClick={() => finish(idea)}>
              {idea}
            </button>
          ))}
        </div>
      )}
      <div class="editor-row">
        <label>
          <span>Weight</span>
          <input
            type="range"
            min="0"
            max={mostOwn}
            step="0.05"
            value={dot.own}
            onInput={(event) => pad.setOwn(dot.id, event.currentTarget.valueAsNumber)}
            onChange={pad.endGesture}
          />
          <output>{dot.own.toFixed(2)}</output>
        </label>
        <button
          type="button"
          class="plain"
          aria-label="Remove this style"
          title="Remove (Delete)"
          onClick={() => pad.removeDot(dot.id)}
        >
          <Icon name="trash" size={18} />
        </button>
        <button type="button" class="plain" aria-label="Done" title="Done (Enter)" onClick={() => finish(words)}>
          <Icon name="check" size={18} />
        </button>
      </div>
      <Refusal field="prompts" />
    </div>
  );
}
