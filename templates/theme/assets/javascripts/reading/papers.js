/** What the site says about papers, by id: only the parts are loaded that hold them. */

import { element, link, titled } from "../elements.js";
import { locate, pathTo } from "../site.js";
import { say, sayWith } from "../words.js";

/**
 * @typedef {object} Paper as generator/papershelf/publish/formats/by_id.py writes it
 * @property {string} id
 * @property {string} slug
 * @property {string} title
 * @property {string} [summary]
 * @property {string[]} tags their keys
 * @property {string} [byline] who wrote it, when and where
 * @property {string} [finding]
 * @property {string} [withdrawn] why it was taken off the list
 */
/** @typedef {{key: string, label: string, papers: number}} Topic */
/** @typedef {{key: string, label: string, topic: string}} Tag */
/** @typedef {{papers: Map<string, Paper>, topics: Topic[], tags: Map<string, Tag>}} Library */
/** @typedef {{letters: number, parts: string[], topics: Topic[], tags: Tag[], merged: Record<string, string>}} Index */

/** @type {Map<string, Promise<any>>} */
const loading = new Map();

/** @param {string} name */
async function fetchJson(name) {
  const response = await fetch(locate("part", name));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

/**
 * A file, fetched once; a failure may be tried again.
 * @param {string} name
 * @returns {Promise<any>}
 */
function load(name) {
  const known = loading.get(name);
  if (known) return known;
  const file = fetchJson(name);
  file.catch(() => loading.delete(name));
  loading.set(name, file);
  return file;
}

/**
 * The part of an id that names the files of several papers that it is in.
 * @param {string} id
 * @returns {Promise<string>}
 * @throws if the site cannot be reached
 */
export async function partOf(id) {
  /** @type {Index} */
  const { letters } = await load("index.json");
  return id.slice(0, letters);
}

/**
 * The present ids of papers that were merged into others, by their former ones.
 * @returns {Promise<Map<string, string>>}
 * @throws if the site cannot be reached
 */
export async function merged() {
  /** @type {Index} */
  const { merged } = await load("index.json");
  return new Map(Object.entries(merged));
}

/**
 * Papers and the vocabulary that they are tagged with.
 * @param {Iterable<string>} ids
 * @returns {Promise<Library>} the papers by the ids that were asked for, also where they have another one by now; an
 *   id that no paper has or had is not among them
 * @throws if the site cannot be reached
 */
export async function find(ids) {
  /** @type {Index} */
  const { letters, parts, topics, tags } = await load("index.json");
  const now = await merged();
  const asked = [...ids];
  const wanted = new Set(asked.map((id) => now.get(id) ?? id));
  const beginnings = new Set([...wanted].map((id) => id.slice(0, letters)));
  /** @type {Paper[][]} */
  const found = await Promise.all(parts.filter((part) => beginnings.has(part)).map((part) => load(`papers-${part}.json`)));
  const papers = new Map(found.flat().map((paper) => [paper.id, paper]));
  return {
    papers: new Map(asked.flatMap((id) => {
      const paper = papers.get(now.get(id) ?? id);
      return paper ? [[id, paper]] : [];
    })),
    topics,
    tags: new Map(tags.map((tag) => [tag.key, tag])),
  };
}

/**
 * A paper as a row, like those that the site is built with.
 * @param {string} id
 * @param {Paper | undefined} paper as `find` gives it; nothing where no paper has the id
 * @param {string[]} lines what is below the title
 */
export function row(id, paper, lines) {
  if (!paper) {
    return element(
      "li",
      { class: "ps-unknown" },
      element("h3", { class: "ps-row__title" }, say("Unknown paper")),
      element("p", { class: "ps-row__line" }, ...sayWith("No paper of this list has the short name %(id)s.", { id: element("code", {}, id) })),
    );
  }
  const withdrawn = paper.withdrawn === undefined ? [] : [say("Withdrawn from this list: %(why)s", { why: paper.withdrawn })];
  const byline = paper.byline ? [element("p", { class: "ps-row__line ps-row__byline", dir: "auto" }, paper.byline)] : [];
  return element(
    "li",
    {},
    element("h3", { class: "ps-row__title", dir: "auto" }, link(pathTo("paper", paper.slug), titled(paper.title), { "data-id": id })),
    ...byline,
    ...[...withdrawn, ...lines].map((text) => element("p", { class: "ps-row__line", dir: "auto" }, text)),
  );
}
