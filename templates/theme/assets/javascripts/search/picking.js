/** Which tags a field for one offers while somebody types. */

/** @type {(text: string) => string} */
export const fold = (text) => text.toLowerCase().replace(/[\s-]+/g, " ").trim();

/**
 * The place of a tag with such names among those that a text may mean: a name's beginning first, then a word's.
 * @param {string[]} texts
 * @param {string} wanted
 */
export function begins(texts, wanted) {
  const names = texts.map(fold);
  if (names.some((name) => name.startsWith(wanted))) return 0;
  return names.some((name) => name.includes(` ${wanted}`)) ? 1 : Infinity;
}
