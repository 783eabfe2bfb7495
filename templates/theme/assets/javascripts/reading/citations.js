/** The citations of several papers as one file, of those that the site publishes beside each paper or for several. */

import { isAnthology, locate } from "../site.js";
import { partOf } from "./papers.js";

const AT_ONCE = 6;

/**
 * @typedef {object} Format
 * @property {string} kind what the file beside each paper is among the addresses
 * @property {string} shared what a file of several papers is among the addresses
 * @property {(file: any, id: string) => unknown} pick what such a file says of one paper; nothing, if it does not
 * @property {string} ending of the file that is made
 * @property {string} type its media type
 * @property {(response: Response) => Promise<unknown>} read what a file holds
 * @property {(files: any[]) => string} join what was read as one text
 */

/** @typedef {{id: string, slug: string}} Paper */

/**
 * The citation of a paper in one format, or null where it cannot be loaded.
 * @param {Paper} paper
 * @param {Format} format
 */
async function load({ id, slug }, { kind, shared, read, pick }) {
  try {
    const response = await fetch(isAnthology ? locate(shared, await partOf(id)) : locate(kind, slug));
    if (!response.ok) return null;
    const file = await read(response);
    return isAnthology ? (pick(file, id) ?? null) : file;
  } catch {
    return null;
  }
}

/**
 * The files of papers, in their order.
 * @param {Paper[]} papers
 * @param {Format} format
 */
async function loadAll(papers, format) {
  const found = new Array(papers.length);
  let next = 0;
  const work = async () => {
    for (let place = next++; place < papers.length; place = next++) {
      found[place] = await load(papers[place], format);
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
 * A paper's entry in a bibliography, with the remark above all of them. A citation key ends with the paper's id.
 * @param {string} text
 * @param {string} id
 */
function pickBibTeX(text, id) {
  const [remark, ...entries] = text.split(/^(?=@)/m);
  const entry = [remark, ...entries].find((each) => each.startsWith("@") && each.slice(0, each.indexOf(",")).endsWith(`-${id}`));
  const isIncomplete = entry && !/^ {2}author = [^]*^ {2}year = /m.test(entry);
  return isIncomplete && remark.startsWith("%") ? remark + entry : entry;
}

/**
 * Each format, by its name.
 * @type {Record<string, Format>}
 */
export const FORMATS = {
  BibTeX: {
    kind: "cite_bibtex",
    shared: "shared_bibtex",
    pick: pickBibTeX,
    ending: "bib",
    type: "application/x-bibtex",
    read: (response) => response.text(),
    join: joinBibTeX,
  },
  "CSL-JSON": {
    kind: "cite_csl",
    shared: "shared_csl",
    pick: (/** @type {{id: string}[]} */ list, id) => {
      const item = list.find((each) => each.id.endsWith(`-${id}`));
      return item && [item];
    },
    ending: "json",
    type: "application/vnd.citationstyles.csl+json",
    read: (response) => response.json(),
    join: (lists) => `${JSON.stringify(lists.flat(), null, 1)}\n`,
  },
};

/**
 * The citations of some papers as one text.
 * @param {Paper[]} papers
 * @param {Format} format
 * @returns {Promise<{text: string, found: number}>} with the number of papers whose citations it holds
 */
export async function cite(papers, format) {
  const files = await loadAll(papers, format);
  return { text: format.join(files), found: files.length };
}
