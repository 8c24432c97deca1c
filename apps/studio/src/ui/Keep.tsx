// "Keep that": what was just heard goes on the shelf.
import { computed, signal } from "@preact/signals";
import { useLearn } from "../midi/useLearn";
import { status } from "../live/store";
import { keeping, keepThat } from "../shelf/shelf_state";
import { lengthText } from "../shelf/take";
import { Icon } from "./Icon";

const nothingYet = computed(() => (status.value?.position ?? 0) === 0);
// What the button says for a moment after it worked.
const kept = signal<string | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export async function keep(): Promise<void> {
  const take = await keepThat();
  if (take === null) return;
  kept.value = `Kept ${lengthText(take.seconds)}`;
  clearTimeout(timer);
  timer = setTimeout(() => (kept.value = null), 2200);
}

export function Keep() {
  const learn = useLearn("keep", "Keep that", (share) => share >= 0.5 && void keep());
  const said = kept.value;
  return (
    <button
      type="button"
      class={`keep${said !== null ? " is-kept" : ""}${learn.waits ? " is-learning" : ""}`}
      title="The last five minutes go on the shelf (K)"
      disabled={keeping.value || nothingYet.value}
      onClick={() => void keep()}
      onKeyDown={(event) => void learn.onLearnKey(event)}
      {...learn.handlers}
    >
      <Icon name={said === null ? "keep" : "check"} size={18} />
      <span aria-live="polite">{said ?? "Keep that"}</span>
    </button>
  );
}
