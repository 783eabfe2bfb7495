/** What the rules for tags say of a paper's, in the words of `papershelf check`. */

import { say } from "../words.js";

/** @import { Catalog } from "../search/types.js" */


/**
 * @typedef {object} Rules
 * @property {number} least tags of a paper
 * @property {number} most
 * @property {string} kind key of the topic whose tags say what kind of contribution a paper is
 * @property {Map<string, string>} broader the tag that contains a tag, by its key
 */

/**
 * @param {string[]} tags
 * @param {Catalog} catalog
 * @param {Rules} rules
 * @returns {string[]}
 */
export function remarks(tags, catalog, { least, most, kind, broader }) {
  const label = (/** @type {string} */ key) => catalog.tags.get(key)?.label ?? key;
  const found = [];
  if (tags.length < least) found.push(say("A paper has at least %(least)s tags.", { least }));
  if (tags.length > most) found.push(say("A paper has at most %(most)s tags: keep the most telling ones.", { most }));
  if (tags.length && tags.every((key) => catalog.tags.get(key)?.topic === kind)) found.push(say("No tag says what the paper is about."));
  for (const key of tags) {
    const wide = broader.get(key);
    if (wide !== undefined && tags.includes(wide)) {
      found.push(say("“%(wide)s” contains “%(narrow)s”. Keep both only if the paper is also about the wider matter.", { wide: label(wide), narrow: label(key) }));
    }
  }
  return found;
}
