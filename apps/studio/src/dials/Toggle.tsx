// A switch that a MIDI pad can press as well.
import { useLearn } from "../midi/useLearn";

interface ToggleProps {
  id: string;
  label: string;
  hint: string;
  on: boolean;
  change: (on: boolean) => void;
}

export function Toggle({ id, label, hint, on, change }: ToggleProps) {
  const learn = useLearn(id, label, (share) => {
    if (share >= 0.5) change(!on);
  });
  return (
    <button
      type="button"
      class={`toggle${learn.waits ? " is-learning" : ""}`}
      aria-pressed={on}
      title={`${hint}\nRight-click or L: MIDI`}
      onClick={() => change(!on)}
      onKeyDown={(event) => void learn.onLearnKey(event)}
      {...learn.handlers}
    >
      {label}
      {learn.source !== null && <span class="dial-midi" title={`Follows ${learn.source}`} />}
    </button>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  options: readonly { value: T; text: string; hint: string }[];
  value: T;
  change: (value: T) => void;
}

// A few words of which one holds.
export function Choice<T extends string>({ label, options, value, change }: ChoiceProps<T>) {
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = options.findIndex((option) => option.value === value);
    const to = options[(at + by + options.length) % options.length];
    if (to === undefined) return;
    change(to.value);
    const group = event.currentTarget as HTMLElement;
    group.querySelector<HTMLElement>(`[data-value="${to.value}"]`)?.focus();
  };
  return (
    <div class="choice" role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          data-value={option.value}
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          title={option.hint}
          onClick={() => change(option.value)}
        >
          {option.text}
        </button>
      ))}
    </div>
  );
}
