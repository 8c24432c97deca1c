// Edits of takes: some bars of some parts written anew, or bars more. Offered where the server can.
import { signal } from "@preact/signals";
import { allowed, request } from "../live/api";
import { notify } from "../ui/notices";
import { type Draft, wishOf } from "./edit_wish";
import { playTake } from "./player";
import { compared, pathOf, put } from "./shelf_state";
import { readTake, type Take } from "./take";

export const editsOffered = signal(false);
export const edited = signal<string | null>(null); // the take whose panel is open

export async function lookForEdits(): Promise<void> {
  editsOffered.value = (await allowed(`${pathOf("-")}/edits`)).includes("POST");
}

// The edited take goes on the shelf, and to B where the one it came from is A.
export async function editTake(take: Take, draft: Draft, from: number, signal: AbortSignal): Promise<void> {
  const answer = await request("POST", `${pathOf(take.id)}/edits`, wishOf(draft, take.bars), signal);
  const made = put(readTake(answer));
  if (made === null) return;
  compared.value = [take.id, made.id];
  notify("A is as it was, B is edited: key B goes from one to the other.", "word", {
    label: "Hear it",
    run: () => void playTake(made, Math.min(from, made.seconds)),
  }, 12000);
}
