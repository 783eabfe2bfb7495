/** Where else to go from a search, and what would help where it leaves no paper. */

import { button, element, link, tagLinks } from "../elements.js";
import { papersOf } from "../figures.js";
import { pathTo } from "../site.js";
import { nameOf } from "./panel.js";
import { add, chosen, drop, dropAll } from "./state.js";
import { say, sayWith } from "../words.js";

/** @import { Facets } from "./facets.js" */
/** @import { Step } from "./panel.js" */
/** @import { Facet, State } from "./state.js" */
/** @import { Answer, Catalog } from "./types.js" */

const NEAR_TAGS = 3;

/**
 * What else may be meant, the tag of just this name, which has what to read first, and those that come near.
 * @param {Answer} answer
 * @param {Catalog} catalog
 * @param {(query: string) => void} search
 */
export function waysBeside({ offered, named, tags }, catalog, search) {
  const begin = tagLinks(named, catalog.tags);
  const near = tagLinks([...new Set([...named, ...tags])].slice(named.length, Math.max(named.length, NEAR_TAGS)), catalog.tags);
  return [
    ...(offered ? [say("Did you mean "), button("ps-textbutton", () => search(offered), offered), "? "] : []),
    ...(begin.length ? [say("Where to begin: "), ...begin] : []),
    ...(near.length ? [say("Nearest tags: "), ...near] : []),
  ];
}

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
    return { left, item: element("li", {}, button("ps-button", press, say("%(names)s: %(papers)s", { names: words, papers: papersOf(left) }))) };
  };
  /** @typedef {(filter: [facet: Facet, value: string]) => ReturnType<typeof offer>} Way */
  /** @type {Way} */
  const without = ([facet, value]) => offer(say("Without “%(name)s”", { name: nameOf(facets, facet, value) }), (before) => drop(before, facet, value));
  /** @type {Way} */
  const alone = ([facet, value]) => offer(say("With “%(name)s” alone", { name: nameOf(facets, facet, value) }), (before) => add(dropAll(before), facet, value));
  const helps = (/** @type {Way} */ way) => filters.map(way).filter(({ left }) => left).sort((one, other) => other.left - one.left);
  const some = filters.length > 1 ? [helps(without), helps(alone)].find((ways) => ways.length) ?? [] : [];
  const ways = [...some, offer(say("Without any filter"), dropAll)];
  return [element("p", {}, say("The filters leave no paper.")), element("ul", { class: "ps-ways" }, ...ways.map(({ item }) => item))];
}

/**
 * Another spelling, the nearest tags, and where to look instead.
 * @param {Answer} answer
 * @param {Catalog} catalog
 * @param {(query: string) => void} search
 */
export function waysWithoutHits({ respelled, tags }, catalog, search) {
  if (!catalog.papers.length) return [element("p", {}, say("No paper is on the list yet."))];
  const ways = [];
  if (respelled) {
    ways.push(element("p", {}, say("Did you mean "), button("ps-textbutton", () => search(respelled), respelled), "?"));
  }
  const links = tagLinks(tags, catalog.tags);
  if (links.length) ways.push(element("p", {}, say("The nearest tags: "), ...links));
  const tried = sayWith("Try fewer or other words, or start from the %(topics)s, the %(tags)s or %(papers)s.", {
    topics: link(pathTo("topics"), say("topics")),
    tags: link(pathTo("tags"), say("tags")),
    papers: link(pathTo("papers"), say("all papers from A to Z")),
  });
  ways.push(element("p", {}, ...tried));
  return ways;
}
