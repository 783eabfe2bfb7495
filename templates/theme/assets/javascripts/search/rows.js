/** A result as an item of the list: what the catalog knows at once, then what is fetched for it. */

import { element, highlight, link, required, tagLinks, titled } from "../elements.js";
import { pathTo } from "../site.js";
import { say } from "../words.js";

/** @import { Answer, Catalog, Detail, Paper } from "./types.js" */


const LINKS = new Map([["code", say("Code")], ["model", say("Model")], ["data", say("Data")], ["demo", say("Demo")], ["video", say("Video")]]);
const LEAD = 70; // letters shown before the first match of a long sentence
const FAR = 120; // how far into a sentence a match is still seen without cutting

/**
 * The item of a paper; `addDetail` puts the sentence and the links into it.
 * @param {Paper} paper
 * @param {{catalog: Catalog, answer: Answer}} context
 */
export function toRow(paper, { catalog, answer }) {
  const title = titled(paper.title, answer.marks(paper.title));
  return element(
    "li",
    { class: "ps-result", "data-paper": paper.slug },
    element("h3", { class: "ps-row__title", dir: "auto" }, link(pathTo("paper", paper.slug), title, { "data-id": paper.id })),
    ...(paper.byline ? [element("p", { class: "ps-row__line ps-row__byline", dir: "auto" }, ...highlight(paper.byline, answer.marks(paper.byline)))] : []),
    element("p", { class: "ps-row__line ps-result__sentence", dir: "auto" }),
    element("p", { class: "ps-row__meta" }, ...tagLinks(paper.tags, catalog.tags), ...facts(paper, catalog)),
    element("details", { class: "ps-more" }, element("summary", {}, say("Summary"))),
  );
}

/**
 * The listings and the kinds of link; where a link leads is known once the details are there.
 * @param {Paper} paper
 * @param {Catalog} catalog
 */
function* facts(paper, catalog) {
  for (const [place, id] of paper.listed.entries()) {
    const listing = link(pathTo("listing", id), catalog.listings.get(id) ?? id, { dir: "auto" });
    yield element("span", { class: "ps-fact ps-result__listing" }, place ? "" : say("listed in "), listing);
    yield " ";
  }
  for (const [kind, name] of LINKS) {
    if (!paper.has.includes(kind)) continue;
    yield element("span", { class: "ps-fact" }, element("a", { class: "ps-result__link", "data-kind": kind }, name));
    yield " ";
  }
}

/**
 * Put the sentence that matched, and the links' addresses, into an item.
 * @param {HTMLElement} row
 * @param {Detail} detail
 * @param {Answer} answer
 */
export function addDetail(row, { sentence, links }, answer) {
  if (!sentence) row.querySelector(".ps-more")?.remove();
  required(".ps-result__sentence", HTMLElement, row).replaceChildren(...excerpt(sentence, answer));
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const anchors = row.querySelectorAll(".ps-result__link");
  for (const anchor of anchors) {
    const target = links.find(({ kind }) => kind === anchor.dataset.kind);
    if (!target || !/^https?:/i.test(target.url)) continue;
    anchor.href = target.url;
    anchor.rel = "nofollow noopener";
  }
}

/**
 * A sentence with its matches marked; a long one begins shortly before the first of them.
 * @param {string} sentence
 * @param {Answer} answer
 */
function excerpt(sentence, answer) {
  if (!sentence) return [element("span", { class: "ps-result__none" }, say("Nobody has summarised this paper yet."))];
  const first = Math.min(...answer.marks(sentence).map(([start]) => start));
  if (!(first > FAR) || !Number.isFinite(first)) return highlight(sentence, answer.marks(sentence));
  const from = sentence.indexOf(" ", first - LEAD) + 1;
  const rest = sentence.slice(from);
  return ["… ", ...highlight(rest, answer.marks(rest))];
}
