// Which section of a plan a bar belongs to, while the plan goes round and round.
import type { Section } from "../live/protocol";

// By the bar's place in the round where its name fits, otherwise the first of that name; -1: none.
export function sectionAt(sections: readonly Section[], bar: number, name: string): number {
  const round = sections.reduce((sum, section) => sum + section.bars, 0);
  let within = round > 0 ? bar % round : 0;
  const at = sections.findIndex((section) => {
    if (within < section.bars) return true;
    within -= section.bars;
    return false;
  });
  return sections[at]?.kind === name ? at : sections.findIndex((section) => section.kind === name);
}
