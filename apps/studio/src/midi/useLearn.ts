// What makes any control of the page learnable: right-click, a long press, or L while it has focus.
import { useEffect, useRef } from "preact/hooks";
import { forgetLearnt, learn, learning, learntFor, offer } from "./learn";

const longPressMs = 550;

export function useLearn(id: string, name: string, set: (share: number) => void) {
  const latest = useRef(set);
  latest.current = set;
  const pressed = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => offer(id, { name, set: (share) => latest.current(share) }), [id, name]);
  const release = () => clearTimeout(pressed.current);
  return {
    waits: learning.value === id,
    source: learntFor(id),
    // For the element that has the focus.
    handlers: {
      onContextMenu: (event: Event) => {
        event.preventDefault();
        void learn(id);
      },
      onTouchStart: () => {
        release();
        pressed.current = setTimeout(() => void learn(id), longPressMs);
      },
      onTouchMove: release,
      onTouchEnd: release,
      onTouchCancel: release,
    },
    onLearnKey: (event: KeyboardEvent): boolean => {
      if (event.key.toLowerCase() !== "l" || event.ctrlKey || event.metaKey || event.altKey) return false;
      event.preventDefault();
      if (event.shiftKey) forgetLearnt(id);
      else void learn(id);
      return true;
    },
  };
}
