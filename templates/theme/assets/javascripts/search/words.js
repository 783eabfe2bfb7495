/** Text into the words that are searched, as `generator/search/words.py` does it. */

/** The words of a text: runs of letters and digits, small, without accents; `GPT-4` is two. */
export const split = (text) =>
  text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];

/** The same words, each with where it begins and ends in the text as it is shown. */
export function* locate(text) {
  for (const { 0: run, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const words = split(run);
    if (words.length) yield { words, start: index, end: index + run.length };
  }
}
