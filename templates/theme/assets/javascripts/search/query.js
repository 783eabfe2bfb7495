/** What a person typed, taken apart: words, "phrases", -words to leave out, tag:names, and facts such as year:2024. */

import { split, terms } from "./words.js";

/** @import { Query } from "./types.js" */

const PART = /(-?)(?:(tag|author|year|venue):(?:"([^"]*)"?|(\S+))|"([^"]*)("?)|([^\s"]+(?:"(?=[\u05d0-\u05ea])[^\s"]+)*))/giu; // Hebrew has a mark like a quotation mark within words

/** No question that a person asks has more words, and so many bits fit a number; the rest is left alone. */
const MOST_WORDS = 30;
const MOST_LETTERS = 500;
/** Not behind a comma, but `C+` may become `C++`. */
const MAY_GO_ON = /[\p{L}\p{N}\p{M}+#*]$/u;

const DASHES = /[\p{Pd}−]/gu;
const DOUBLE = /``|''|‘‘|’’|[“”„‟«»‹›「」『』〝〞〟❝❞❮❯]/g;
/** A double quotation mark that other scripts set between letters without a space: where it opens, and where it closes. */
const OPENS = /([\p{L}\p{N}])[「『〝](?=\S)/gu;
const CLOSES = /[」』〞〟](?=[\p{L}\p{N}])/gu;
/** A single quotation mark that opens before a word, and the next one that closes after one. */
const SINGLE = /(^|[\s:(-])['‘’‚‛❛](?=\S)([^'‘’‛❜"]*(?:['‘’‛](?=[\p{L}\p{N}])[^'‘’‛❜"]*)*)['‘’‛❜](?![\p{L}\p{N}])/gu;

/**
 * A query with the signs of every keyboard written as those of one.
 * @param {string} typed
 */
export const plain = (typed) =>
  typed
    .replace(/\u00b4/g, "'")
    .normalize("NFKC")
    .replace(OPENS, '$1 "')
    .replace(CLOSES, '" ')
    .replace(DOUBLE, '"')
    .replace(DASHES, "-")
    .replace(SINGLE, '$1"$2"');

/**
 * Take a query apart.
 * @param {string} typed
 */
export function parse(typed) {
  const text = plain(typed.slice(0, MOST_LETTERS));
  /** @type {Query} */
  const parsed = { words: [], phrases: [], without: [], tags: [], facts: [] };
  for (const match of text.matchAll(PART)) {
    const [part, minus, field, quotedName, name, phrase, closing, bare] = match;
    if (field) {
      const asked = { name: quotedName ?? name, part, without: minus === "-" };
      if (field.toLowerCase() === "tag") parsed.tags.push(asked);
      else parsed.facts.push({ field: field.toLowerCase(), ...asked });
      continue;
    }
    const words = split(phrase ?? bare);
    if (!words.length) continue;
    const isQuoted = phrase !== undefined;
    const isLast = match.index + part.length === text.length && MAY_GO_ON.test(part);
    if (minus || isQuoted) {
      const asked = { words, exact: isQuoted || words.length > 1, open: isQuoted && !closing && isLast };
      parsed[minus ? "without" : "phrases"].push(asked);
    }
    if (minus) continue;
    const asked = terms(phrase ?? bare);
    parsed.words.push(
      ...asked.map((word, place) => ({
        text: word,
        quoted: isQuoted,
        unfinished: isLast && (!isQuoted || !closing) && place === asked.length - 1,
      })),
    );
  }
  parsed.words.splice(MOST_WORDS);
  return parsed;
}
