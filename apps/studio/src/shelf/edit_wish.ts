// What an edit of a take asks for.

export interface Draft {
  first: number; // bars from 1, both included
  last: number;
  parts: readonly string[]; // instruments; none: all of them
  words: string;
  extend: { bars: number; side: "before" | "after" } | null; // in place of bars and parts
}

// As the server is asked: what is not said is all of it.
export function wishOf({ first, last, parts, words, extend }: Draft, barCount: number): object {
  const said = words.trim() === "" ? {} : { words: words.trim() };
  if (extend !== null) return { extend: extend.bars, side: extend.side, ...said };
  return {
    ...(first === 1 && last === barCount ? {} : { bars: first === last ? `${first}` : `${first}-${last}` }),
    ...(parts.length === 0 ? {} : { parts }),
    ...said,
  };
}
