/** What a person typed, taken apart: words, "phrases", -words to leave out and tag:names. */

import { split } from "./words.js";

const PART = /(-?)(?:(tag):(?:"([^"]*)"?|(\S+))|"([^"]*)"?|(\S+))/giu;

/** No question that a person asks has more words, and so many bits fit a number; the rest is left alone. */
const MOST_WORDS = 30;
const MOST_LETTERS = 500;
const ENDS_IN_LETTER = /[\p{L}\p{N}\p{M}]$/u;

/**
 * Take a query apart.
 *
 * Returns `words` (each with `unfinished`: whether more of it may still be typed), `phrases`
 * (lists of words, which count among `words` too), `without` (lists of words) and `tags` (each
 * `{ name, part, without }`).
 */
export function parse(typed) {
  const text = typed.slice(0, MOST_LETTERS);
  const parsed = { words: [], phrases: [], without: [], tags: [] };
  for (const match of text.matchAll(PART)) {
    const [part, minus, isTag, quotedTag, tag, phrase, bare] = match;
    const words = split(quotedTag ?? tag ?? phrase ?? bare);
    if (!words.length) continue;
    if (isTag) {
      parsed.tags.push({ name: quotedTag ?? tag, part, without: minus === "-" });
    } else if (minus) {
      parsed.without.push(words);
    } else {
      if (phrase !== undefined && words.length > 1) parsed.phrases.push(words);
      const isLast = match.index + part.length === text.length && bare !== undefined && ENDS_IN_LETTER.test(bare);
      const last = words.length - 1;
      parsed.words.push(...words.map((word, place) => ({ text: word, unfinished: isLast && place === last })));
    }
  }
  parsed.words.splice(MOST_WORDS);
  return parsed;
}
