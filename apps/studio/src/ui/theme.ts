// Light, dark, or as the system has it.
import { computed, effect, signal } from "@preact/signals";
import { recall, remember } from "./memory";

export type Theme = "system" | "light" | "dark";

export const theme = signal<Theme>(recall<Theme>("theme", "system"));
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(prefersDark.matches);
prefersDark.addEventListener("change", () => (systemDark.value = prefersDark.matches));

export const dark = computed(() =>
  theme.value === "system" ? systemDark.value : theme.value === "dark",
);

effect(() => {
  document.documentElement.dataset.theme = dark.value ? "dark" : "light";
  remember("theme", theme.value);
});

// The colours of style/base.css, for canvases.
export const palette = computed(() => {
  document.documentElement.dataset.theme = dark.value ? "dark" : "light";
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: of("--ink"),
    accent: of("--accent"),
    alarm: of("--alarm"),
    paper: of("--paper"),
    serif: of("--serif"),
  };
});

// To the other look than the one that is seen; back to the system's where that is the same.
export function nextTheme(): void {
  const wanted = dark.value ? "light" : "dark";
  theme.value = (wanted === "dark") === systemDark.value ? "system" : wanted;
}
