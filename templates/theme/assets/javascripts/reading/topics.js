/** On the cards of topics: how many of a topic's papers are read. */

import { element } from "../elements.js";
import { progressOf } from "../figures.js";
import { find } from "./papers.js";
import { store } from "./store.js";

/** @import { Library } from "./papers.js" */
/** @import { Entry } from "./store.js" */

/**
 * How many papers of each topic are read, for the topics that have any.
 * @param {Iterable<[string, Entry]>} entries of the store, by id
 * @param {Pick<Library, "papers" | "tags">} library what `find` gives
 * @returns {Map<string, number>}
 */
export function countRead(entries, library) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const [id, { status }] of entries) {
    const paper = status?.value === "read" ? library.papers.get(id) : undefined;
    if (!paper || paper.withdrawn !== undefined) continue;
    const topics = new Set(paper.tags.map((key) => library.tags.get(key)?.topic));
    for (const topic of topics) if (topic !== undefined) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  return counts;
}

async function show() {
  const entries = [...store.entries()].filter(([, { status }]) => status?.value === "read");
  /** @type {Library} */
  const library = entries.length ? await find(entries.map(([id]) => id)) : { papers: new Map(), topics: [], tags: new Map() };
  const counts = countRead(entries, library);
  document.querySelectorAll(".ps-card__read").forEach((each) => each.remove());
  for (const { key, papers } of library.topics.filter((topic) => counts.has(topic.key))) {
    const card = document.querySelector(`.ps-card[data-topic="${CSS.escape(key)}"]`);
    card?.append(element("span", { class: "ps-fact ps-card__read" }, progressOf(counts.get(key) ?? 0, papers)));
  }
}

/** Say on the cards of this page what is read, now and whenever it changes. */
export function markTopics() {
  // Without the site's data the cards say what they said before.
  const tell = () => show().catch(() => {});
  store.listen("change", tell);
  tell();
}
