/** What a search box of any page suggests: papers, tags, authors, and the way to all results. */

import { element, highlight, titled } from "../elements.js";
import { papersOf } from "../figures.js";
import { locate, pathTo, site } from "../site.js";
import { openSearch } from "./client.js";
import { combobox } from "./combobox.js";
import { describeMissing } from "./notices.js";
import { counted, say } from "../words.js";
import { split } from "./words.js";

/** @import { Child } from "../elements.js" */
/** @import { Answer, Catalog, Client, Paper } from "./types.js" */

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
  const papers = (await client.papers(answer.hits.slice(0, PAPERS))).map((paper) => toPaper(paper, answer));
  const keys = [...new Set([...answer.named, ...answer.tags])].filter((key) => catalog.tags.has(key)).slice(0, TAGS);
  const [named, near] = [true, false].map((isNamed) => keys.filter((key) => answer.named.includes(key) === isNamed));
  const toOptions = (/** @type {string[]} */ some) => some.map((key) => toTag(key, catalog, answer));
  const [called, others] = [true, false].map((isCalled) => answer.authors.filter((name) => isCalledSo(name, text) === isCalled));
  const toAuthors = (/** @type {string[]} */ some) => some.map((name) => toAuthor(name, answer));
  // A tag or a person typed by the whole name is what is meant.
  return [...toOptions(named), ...toAuthors(called), ...papers, ...toOptions(near), ...toAuthors(others), ...toSearch(text, answer)];
}

/**
 * Whether somebody's name is just so, be the family's first or last.
 * @param {string} name
 * @param {string} text
 */
const isCalledSo = (name, text) => split(name).sort().join(" ") === split(text).sort().join(" ");

/** @type {(path: string, ...children: Child[]) => HTMLElement} */
const option = (path, ...children) => element("a", { class: "ps-suggestion", href: new URL(path, site).href }, ...children);

/**
 * @param {Paper} paper
 * @param {Answer} answer
 */
function toPaper(paper, answer) {
  const title = element("span", { class: "ps-suggestion__title", dir: "auto" }, ...titled(paper.title, answer.marks(paper.title)));
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
 * @param {string} name
 * @param {Answer} answer
 */
function toAuthor(name, answer) {
  return option(
    pathToQuery(`author:"${name.replaceAll('"', "")}"`),
    element("span", { class: "ps-suggestion__title", dir: "auto" }, ...highlight(name, answer.marks(name))),
    " ",
    element("span", { class: "ps-suggestion__kind" }, say("Author")),
  );
}

/** @type {(query: string) => string} */
const pathToQuery = (query) => `${pathTo("search")}?${new URLSearchParams({ q: query })}`;

/**
 * The last suggestions: a nearer spelling where there is no result, and the search page.
 * @param {string} text
 * @param {Answer} answer
 */
function toSearch(text, answer) {
  /** @type {(query: string, ...words: string[]) => HTMLElement} */
  const lead = (query, ...words) => option(pathToQuery(query), element("span", { class: "ps-suggestion__all" }, words.join(" ")));
  const nearer = answer.offered ?? (answer.hits.length ? null : answer.respelled);
  const offer = nearer ? [lead(nearer, say("Did you mean “%(query)s”?", { query: nearer }))] : [];
  if (!answer.hits.length) return [...offer, lead(text, say("No results for “%(query)s”. Show similar ones", { query: text }))];
  const facts = { query: answer.respelled ?? text };
  const all =
    answer.hits.length === 1
      ? say("The one result for “%(query)s”", facts)
      : counted(answer.hits.length, "All %(num)s result for “%(query)s”", "All %(num)s results for “%(query)s”", facts);
  return [...offer, lead(text, ...describeMissing(answer), all)];
}
