// The shelf of takes, and a line to compose one from words.
import { useState } from "preact/hooks";
import { draw } from "../pad/suggestions";
import { Elapsed } from "../ui/Elapsed";
import { Icon } from "../ui/Icon";
import { playingTake } from "./player";
import { compared, compose, composing, swap, takes } from "./shelf_state";
import { TakeCard } from "./TakeCard";

export function Shelf() {
  const shown = takes.value;
  return (
    <section class="shelf" aria-label="Takes">
      <header>
        <h2>Takes</h2>
        <Compare />
        <Composer />
      </header>
      {shown.length === 0 ? (
        <p class="shelf-empty">
          The last five minutes are always there: <em>Keep that</em> puts them here, as sound, notes and
          recipe.
        </p>
      ) : (
        <ul class="takes">
          {shown.map((take) => (
            <TakeCard key={take.id} take={take} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Compare() {
  const [a, b] = compared.value;
  if (a === null || b === null) return null;
  const name = (id: string) => takes.value.find((take) => take.id === id)?.name ?? "";
  const heard = playingTake.value === a ? "A" : playingTake.value === b ? "B" : null;
  return (
    <button type="button" class="compare" title="From one to the other, at the same moment (B)" onClick={swap}>
      <span class={heard === "A" ? "is-heard" : ""}>A {name(a)}</span>
      <i aria-hidden="true">⇄</i>
      <span class={heard === "B" ? "is-heard" : ""}>B {name(b)}</span>
    </button>
  );
}

function Composer() {
  const [words, setWords] = useState("");
  const [bars, setBars] = useState(16);
  const [idea] = useState(() => draw(1, [])[0] ?? "");
  const busy = composing.value;
  return (
    <form
      class={`composer${busy !== null ? " is-busy" : ""}`}
      style={{ "--done": `${busy?.percent ?? 0}%` }}
      aria-label="Compose a take from words"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy !== null) return busy.stop();
        const prompt = words.trim() || idea;
        void compose(prompt, bars).then((done) => done && setWords(""));
      }}
    >
      <Icon name="quill" size={17} />
      {busy === null ? (
        <input
          type="text"
          aria-label="Words for a new take"
          placeholder={`${idea} …`}
          value={words}
          maxLength={2000}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      ) : (
        <output class="composer-plan">
          {busy.percent !== null && `${busy.percent} % · `}
          {busy.plan || `Reading “${words.trim() || idea}” …`}
        </output>
      )}
      <label>
        <input
          type="number"
          aria-label="Bars"
          min="1"
          max="128"
          value={bars}
          disabled={busy !== null}
          onChange={(event) =>
            setBars(Math.max(1, Math.min(128, Math.round(event.currentTarget.valueAsNumber) || 16)))
          }
        />
        bars
      </label>
      <button type="submit">{busy === null ? "Compose" : <Elapsed startedMs={busy.startedMs} />}</button>
    </form>
  );
}
