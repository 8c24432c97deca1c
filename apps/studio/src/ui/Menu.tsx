// A button that opens a few choices; arrow keys walk through them, Escape and clicks elsewhere close them.
import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./Icon";

interface MenuProps {
  label: string;
  icon: IconName;
  title: string;
  text?: string;
  role?: "menu" | "dialog";
  opened?: () => void;
  children: ComponentChildren;
}

export function Menu({ label, icon, title, text, role = "menu", opened, children }: MenuProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  const place = () => {
    const from = button.current?.getBoundingClientRect();
    const box = panel.current;
    if (from === undefined || box === null) return;
    const left = Math.max(8, Math.min(from.right - box.offsetWidth, innerWidth - box.offsetWidth - 8));
    const under = from.bottom + 6;
    const fits = under + box.offsetHeight < innerHeight - 8;
    box.style.left = `${left}px`;
    box.style.top = `${fits ? under : Math.max(8, from.top - box.offsetHeight - 6)}px`;
  };
  const items = () => [...(panel.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  const onToggle = (event: Event & { newState?: string }) => {
    const now = event.newState === "open";
    setOpen(now);
    if (!now) return;
    opened?.();
    place();
    requestAnimationFrame(place);
    if (role === "menu") items()[0]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || role !== "menu" || all.length === 0) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class={text === undefined ? "plain" : "plain has-text"}
        aria-label={label}
        aria-haspopup={role}
        aria-expanded={open}
        title={title}
        popovertarget={id}
      >
        <Icon name={icon} size={18} />
        {text}
      </button>
      <div
        ref={panel}
        id={id}
        class="menu"
        popover="auto"
        role={role}
        aria-label={label}
        onToggle={onToggle}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          if ((event.target as HTMLElement).closest('[role="menuitem"]') !== null) {
            panel.current?.hidePopover();
          }
        }}
      >
        {children}
      </div>
    </>
  );
}
