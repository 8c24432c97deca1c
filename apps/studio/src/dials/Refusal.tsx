// What the server refused, beside the control that it is about.
import { refusal } from "../live/store";

export function Refusal({ field }: { field: string }) {
  if (refusal.value?.field !== field) return null;
  return (
    <span class="dial-trouble" role="alert">
      {refusal.value.message}
    </span>
  );
}
