/**
 * Narrowing, counting and ordering: from the papers that answer a query to those that are shown.
 * Nothing in here knows of the page.
 */

import { FACETS } from "./state.js";

export const KIND_TOPIC = "kind";
const LINK_KINDS = ["code", "model", "data", "demo", "video"];

const all = (values, wanted) => wanted.every((value) => values.includes(value));
const any = (values, wanted) => !wanted.length || wanted.some((value) => values.includes(value));
const none = (values, wanted) => !wanted.some((value) => values.includes(value));

/** What a facet with several values means. */
const RULES = { tag: all, any, not: none, topic: any, kind: any, listing: any, has: all };

/** The facets of a catalog's papers. */
export class Facets {
  constructor(catalog) {
    this.papers = catalog.papers;
    const labels = new Map([...catalog.tags].map(([key, tag]) => [key, tag.label]));
    const kinds = [...catalog.tags].filter(([, tag]) => tag.topic === KIND_TOPIC);
    /** What each facet offers: a map from value to label, in the vocabulary's order. */
    this.offers = {
      tag: labels,
      any: labels,
      not: labels,
      topic: new Map([...catalog.topics].filter(([key]) => key !== KIND_TOPIC)),
      kind: new Map(kinds.map(([key, tag]) => [key, tag.label])),
      listing: catalog.listings,
      has: new Map([["code", "Code"], ["model", "Model"], ["data", "Data"], ["demo", "Demo"], ["video", "Video"]]),
    };
    /** Each paper's place by title. */
    this.places = toPlaces(catalog.papers);
    this.values = catalog.papers.map((paper) => {
      const topics = [...new Set(paper.tags.map((tag) => catalog.tags.get(tag)?.topic))];
      return {
        tag: paper.tags,
        any: paper.tags,
        not: paper.tags,
        topic: topics,
        kind: paper.tags,
        listing: paper.listed,
        has: paper.has.filter((kind) => LINK_KINDS.includes(kind)),
      };
    });
  }

  /** Whether a facet has a value. */
  knows(facet, value) {
    return this.offers[facet].has(value);
  }

  /** The numbers among `hits` that a state lets through, in the same order. */
  filter(hits, state) {
    return hits.filter((number) => FACETS.every((facet) => this.#passes(number, state, facet)));
  }

  #passes(number, state, facet) {
    return !state[facet].length || RULES[facet](this.values[number][facet], state[facet]);
  }

  /**
   * How many papers each value stands for, given everything else that is chosen.
   *
   * Of `tag`, `not` and `has` that is among the papers shown; of the others, whose values are
   * alternatives, it is without regard to what is chosen in the same facet.
   *
   * @returns {Object<string, Map<string, number>>} By facet and value; a value that is missing has none.
   */
  count(hits, state) {
    const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    for (const number of hits) {
      const failed = FACETS.filter((facet) => !this.#passes(number, state, facet));
      if (failed.length > 1) continue;
      for (const facet of FACETS) {
        if (failed.length && (failed[0] !== facet || RULES[facet] !== any)) continue;
        for (const value of this.values[number][facet]) {
          counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
        }
      }
    }
    return counts;
  }

  /**
   * The numbers in a state's order. What holds all the words stays before what holds most of them:
   * the first `full` of the answer's hits are the former. Without a query, relevance is the title.
   */
  sort(shown, state, answer) {
    const keys = {
      title: () => (one, other) => this.places[one] - this.places[other],
      listed: () => (one, other) => this.papers[other].listed.length - this.papers[one].listed.length,
      newest: () => (one, other) => compare(this.papers[other].added, this.papers[one].added),
    };
    const sort = state.sort === "relevance" && !state.q ? "title" : state.sort;
    if (!keys[sort]) return shown;
    const place = new Map(answer.hits.map((number, index) => [number, index]));
    const rest = (number) => Number(place.get(number) >= answer.full);
    const order = keys[sort]();
    return [...shown].sort((one, other) => rest(one) - rest(other) || order(one, other) || place.get(one) - place.get(other));
  }
}

/** By number: the place of a paper by the letters and digits of its title, as in `generator/papershelf/catalog/catalog.py`. */
function toPlaces(papers) {
  const keys = papers.map(({ title, slug }) => `${title.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "")} ${slug}`);
  const places = [];
  [...keys.keys()].sort((one, other) => compare(keys[one], keys[other])).forEach((number, place) => (places[number] = place));
  return places;
}

/** The order of two texts by their code points, which is that of dates, too. */
const compare = (one, other) => Number(one > other) - Number(one < other);
