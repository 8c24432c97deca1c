// "Copy as": what is playing as a line of curl, or as a program with Google's client.
import { apiKey } from "../live/api";
import { controls, plan } from "../live/store";
import { Menu } from "../ui/Menu";
import { notify } from "../ui/notices";
import { curl, javascript, python, type Source } from "./snippets";

const forms: { name: string; text: string; of: (source: Source) => string }[] = [
  { name: "curl", text: "a take of this", of: curl },
  { name: "JavaScript", text: "live, google-genai", of: javascript },
  { name: "Python", text: "live, google-genai", of: python },
];

async function copy(text: string, name: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Pages that are not secure have no clipboard of their own.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) return void notify("The browser did not allow copying.", "trouble");
  }
  notify(`Copied as ${name}.`);
}

export function CodeMenu() {
  const source = () => ({
    origin: location.origin,
    key: apiKey.value,
    controls: controls.value,
    plan: plan.value,
  });
  return (
    <Menu label="Copy what is playing as code" icon="code" title="Copy as code">
      {forms.map((form) => (
        <button
          key={form.name}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => void copy(form.of(source()), form.name)}
        >
          Copy as {form.name} <small>{form.text}</small>
        </button>
      ))}
    </Menu>
  );
}
