/** The citations of several papers as one file, of those that the site publishes beside each paper. */

import { locate } from "../site.js";

const AT_ONCE = 6;

/**
 * @typedef {object} Format
 * @property {string} kind what the file beside each paper is among the addresses
 * @property {string} ending of the file that is made
 * @property {string} type its media type
 * @property {(response: Response) => Promise<unknown>} read what a file holds
 * @property {(files: any[]) => string} join what was read as one text
 */

/**
 * The citation of a paper in one format, or null where it cannot be loaded.
 * @param {string} slug
 * @param {Format} format
 */
async function load(slug, { kind, read }) {
  try {
    const response = await fetch(locate(kind, slug));
    return response.ok ? await read(response) : null;
  } catch {
    return null;
  }
}

/**
 * The files of papers, in their order.
 * @param {string[]} slugs
 * @param {Format} format
 */
async function loadAll(slugs, format) {
  const found = new Array(slugs.length);
  let next = 0;
  const work = async () => {
    for (let place = next++; place < slugs.length; place = next++) {
      found[place] = await load(slugs[place], format);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found.filter((each) => each !== null);
}

/**
 * Bibliographies as one: a remark that several begin with (`% …`) is once, above all entries.
 * @param {string[]} texts
 */
function joinBibTeX(texts) {
  const isRemark = (/** @type {string} */ line) => line.startsWith("%");
  const rows = texts.map((text) => text.split("\n"));
  const remarks = new Set(rows.flat().filter(isRemark));
  const entries = rows.map((lines) => lines.filter((line) => !isRemark(line)).join("\n").trim());
  return `${[[...remarks].join("\n"), ...entries].filter(Boolean).join("\n\n")}\n`;
}

/**
 * Each format, by its name.
 * @type {Record<string, Format>}
 */
export const FORMATS = {
  BibTeX: {
    kind: "cite_bibtex",
    ending: "bib",
    type: "application/x-bibtex",
    read: (response) => response.text(),
    join: joinBibTeX,
  },
  "CSL-JSON": {
    kind: "cite_csl",
    ending: "json",
    type: "application/vnd.citationstyles.csl+json",
    read: (response) => response.json(),
    join: (lists) => `${JSON.stringify(lists.flat(), null, 1)}\n`,
  },
};

/**
 * The citations of some papers as one text.
 * @param {string[]} slugs
 * @param {Format} format
 * @returns {Promise<{text: string, found: number}>} with the number of papers whose citations it holds
 */
export async function cite(slugs, format) {
  const files = await loadAll(slugs, format);
  return { text: format.join(files), found: files.length };
}
