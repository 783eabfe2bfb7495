/** What would help where a search leaves no paper. */

import { button, element, link, tagLinks } from "../elements.js";
import { plural } from "../figures.js";
import { pathTo } from "../site.js";
import { nameOf } from "./panel.js";
import { add, chosen, drop, dropAll } from "./state.js";

/** @import { Answer, Catalog } from "./client.js" */
/** @import { Facets } from "./facets.js" */
/** @import { Step } from "./panel.js" */
/** @import { Facet, State } from "./state.js" */

/**
 * Without each of the filters; where that is not enough, with each of them alone; and without any.
 * @param {State} state
 * @param {Answer} answer
 * @param {Facets} facets
 * @param {Step} step
 */
export function waysWithoutFacets(state, answer, facets, step) {
  const filters = chosen(state);
  const offer = (/** @type {string} */ words, /** @type {(before: State) => State} */ change) => {
    const left = facets.filter(answer.hits, change(state)).length;
    const press = () => step(change);
    return { left, item: element("li", {}, button("ps-button", press, `${words}: ${plural(left, "paper")}`)) };
  };
  /** @typedef {(filter: [facet: Facet, value: string]) => ReturnType<typeof offer>} Way */
  /** @type {Way} */
  const without = ([facet, value]) => offer(`Without “${nameOf(facets, facet, value)}”`, (before) => drop(before, facet, value));
  /** @type {Way} */
  const alone = ([facet, value]) => offer(`With “${nameOf(facets, facet, value)}” alone`, (before) => add(dropAll(before), facet, value));
  const helps = (/** @type {Way} */ way) => filters.map(way).filter(({ left }) => left).sort((one, other) => other.left - one.left);
  const some = filters.length > 1 ? [helps(without), helps(alone)].find((ways) => ways.length) ?? [] : [];
  const ways = [...some, offer("Without any filter", dropAll)];
  return [element("p", {}, "The filters leave no paper."), element("ul", { class: "ps-ways" }, ...ways.map(({ item }) => item))];
}

/**
 * Another spelling, the nearest tags, and where to look instead.
 * @param {Answer} answer
 * @param {Catalog} catalog
 * @param {(query: string) => void} search
 */
export function waysWithoutHits({ respelled, tags }, catalog, search) {
  if (!catalog.papers.length) return [element("p", {}, "No paper is on the list yet.")];
  const ways = [];
  if (respelled) {
    ways.push(element("p", {}, "Did you mean ", button("ps-textbutton", () => search(respelled), respelled), "?"));
  }
  const links = tagLinks(tags, catalog.tags);
  if (links.length) ways.push(element("p", {}, "The nearest tags: ", ...links));
  const all = link(pathTo("papers"), "all papers from A to Z");
  ways.push(element("p", {}, "Try fewer or other words, or start from the ", link(pathTo("topics"), "topics"), ", the ", link(pathTo("tags"), "tags"), " or ", all, "."));
  return ways;
}
