/** What a search box of any page suggests: papers, tags, and the way to all results. */

import { element, highlight } from "../elements.js";
import { papersOf } from "../figures.js";
import { locate, pathTo, site } from "../site.js";
import { openSearch } from "./client.js";
import { combobox } from "./combobox.js";
import { counted, say } from "../words.js";

/** @import { Child } from "../elements.js" */
/** @import { Answer, Catalog, Client, Paper } from "./client.js" */

const PAPERS = 6;
const TAGS = 2;

/** @type {Client | undefined} */
let opened;

/**
 * Make a search box, which has the focus, suggest while somebody types.
 * @param {HTMLInputElement} input
 */
export function suggest(input) {
  const client = (opened ??= openSearch(locate("search")));
  client.catalog().catch(() => {}); // Fetched while the first letters are typed; a failure shows when it matters.
  const place = input.form ?? input;
  const refresh = combobox(input, { place, label: say("Suggestions"), offer: (text) => offer(client, text) });
  if (input.value.trim()) refresh();
}

/**
 * @param {Client} client
 * @param {string} text
 */
async function offer(client, text) {
  const [catalog, answer] = await Promise.all([client.catalog(), client.ask(text)]);
  const papers = answer.hits.slice(0, PAPERS).map((number) => toPaper(catalog.papers[number], answer));
  const tags = answer.tags.filter((key) => catalog.tags.has(key)).slice(0, TAGS).map((key) => toTag(key, catalog, answer));
  return [...papers, ...tags, ...toSearch(text, answer)];
}

/** @type {(path: string, ...children: Child[]) => HTMLElement} */
const option = (path, ...children) => element("a", { class: "ps-suggestion", href: new URL(path, site).href }, ...children);

/**
 * @param {Paper} paper
 * @param {Answer} answer
 */
function toPaper(paper, answer) {
  const title = element("span", { class: "ps-suggestion__title", dir: "auto" }, ...highlight(paper.title, answer.marks(paper.title)));
  return option(pathTo("paper", paper.slug), title);
}

/**
 * @param {string} key
 * @param {Catalog} catalog
 * @param {Answer} answer
 */
function toTag(key, catalog, answer) {
  const label = catalog.tags.get(key)?.label ?? key;
  const count = catalog.papers.filter((paper) => paper.tags.includes(key)).length;
  return option(
    pathTo("tag", key),
    element("span", { class: "ps-suggestion__title", dir: "auto" }, ...highlight(label, answer.marks(label))),
    " ",
    element("span", { class: "ps-suggestion__kind" }, say("Tag, %(papers)s", { papers: papersOf(count) })),
  );
}

/**
 * The last suggestions: a nearer spelling where there is no result, and the search page.
 * @param {string} text
 * @param {Answer} answer
 */
function toSearch(text, answer) {
  /** @type {(query: string, words: string) => HTMLElement} */
  const lead = (query, words) =>
    option(`${pathTo("search")}?${new URLSearchParams({ q: query })}`, element("span", { class: "ps-suggestion__all" }, words));
  if (answer.hits.length === 1) return [lead(text, say("The one result for “%(query)s”", { query: text }))];
  if (answer.hits.length) return [lead(text, counted(answer.hits.length, "All %(num)s result for “%(query)s”", "All %(num)s results for “%(query)s”", { query: text }))];
  const nearer = answer.respelled ? [lead(answer.respelled, say("Did you mean “%(query)s”?", { query: answer.respelled }))] : [];
  return [...nearer, lead(text, say("No results for “%(query)s”. Show similar ones", { query: text }))];
}
