/**
 * Narrowing, counting and ordering: from the papers that answer a query to those that are shown.
 * Nothing in here knows of the page.
 */

import { FACETS } from "./state.js";
import { compare, placesIn, titleOrder } from "./titles.js";
import { say } from "../words.js";

/** @import { Facet, State } from "./state.js" */
/** @import { Answer, Catalog, Paper } from "./types.js" */

export const KIND_TOPIC = "kind";
const LINK_KINDS = ["code", "model", "data", "demo", "video"];

/** @typedef {(values: string[], wanted: string[]) => boolean} Rule */
/** @typedef {Record<Facet, Map<string, number>>} Counts by facet and value; a value that is missing has none */

/** @type {Rule} */
const all = (values, wanted) => wanted.every((value) => values.includes(value));
/** @type {Rule} */
const any = (values, wanted) => !wanted.length || wanted.some((value) => values.includes(value));
/** @type {Rule} */
const none = (values, wanted) => !wanted.some((value) => values.includes(value));

/**
 * What a facet with several values means.
 * @type {Record<Facet, Rule>}
 */
const RULES = { tag: all, any, not: none, topic: any, kind: any, year: any, venue: any, listing: any, has: all };

/** The facets of a catalog's papers. */
export class Facets {
  /** @param {Catalog} catalog */
  constructor(catalog) {
    this.papers = catalog.papers;
    const labels = new Map([...catalog.tags].map(([key, tag]) => [key, tag.label]));
    const kinds = [...catalog.tags].filter(([, tag]) => tag.topic === KIND_TOPIC);
    /**
     * What each facet offers: a map from value to label, in the vocabulary's order.
     * @type {Record<Facet, Map<string, string>>}
     */
    this.offers = {
      tag: labels,
      any: labels,
      not: labels,
      topic: new Map([...catalog.topics].filter(([key]) => key !== KIND_TOPIC)),
      kind: new Map(kinds.map(([key, tag]) => [key, tag.label])),
      year: new Map([...new Set(catalog.papers.map(({ year }) => year))].filter(Boolean).sort().reverse().map((year) => [year, year])),
      venue: toVenues(catalog.papers),
      listing: catalog.listings,
      has: new Map([["code", say("Code")], ["model", say("Model")], ["data", say("Data")], ["demo", say("Demo")], ["video", say("Video")]]),
    };
    this.catalog = catalog;
    /**
     * Each paper's place by title, once an order needs it.
     * @type {number[]}
     */
    this.places = [];
    /** @type {Record<Facet, string[]>[]} */
    this.values = catalog.papers.map((paper) => {
      const topics = [...new Set(paper.tags.flatMap((key) => catalog.tags.get(key)?.topic ?? []))];
      return {
        tag: paper.tags,
        any: paper.tags,
        not: paper.tags,
        topic: topics,
        kind: paper.tags,
        year: [paper.year],
        venue: [venueKey(paper.venue)],
        listing: paper.listed,
        has: paper.has.filter((kind) => LINK_KINDS.includes(kind)),
      };
    });
  }

  /**
   * Whether a facet has a value.
   * @param {Facet} facet
   * @param {string} value
   */
  knows(facet, value) {
    return this.offers[facet].has(value);
  }

  /**
   * The numbers among `hits` that a state lets through, in the same order.
   * @param {number[]} hits
   * @param {State} state
   */
  filter(hits, state) {
    const narrowing = FACETS.filter((facet) => state[facet].length);
    return narrowing.length ? hits.filter((number) => narrowing.every((facet) => this.#passes(number, state, facet))) : hits;
  }

  /**
   * @param {number} number
   * @param {State} state
   * @param {Facet} facet
   */
  #passes(number, state, facet) {
    return RULES[facet](this.values[number][facet], state[facet]);
  }

  /**
   * How many papers each value stands for, given everything else that is chosen.
   *
   * Of `tag`, `not` and `has` that is among the papers shown; of the others, whose values are
   * alternatives, it is without regard to what is chosen in the same facet.
   *
   * @param {number[]} hits
   * @param {State} state
   * @returns {Counts}
   */
  count(hits, state) {
    const counts = /** @type {Counts} */ (Object.fromEntries(FACETS.map((facet) => [facet, new Map()])));
    const narrowing = FACETS.filter((facet) => state[facet].length);
    for (const number of hits) {
      const failed = narrowing.filter((facet) => !this.#passes(number, state, facet));
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
   * Make ready for `sort`: of a long list, the order by title is fetched where a state needs it.
   * @param {State} state
   */
  async prepare({ q, sort }) {
    if (this.places.length || (q && sort !== "title")) return;
    this.places = this.catalog.places ? await this.catalog.places() : placesIn(titleOrder(this.papers));
  }

  /**
   * The numbers in a state's order, which was prepared. What holds all the words stays before what holds most of them:
   * the first `full` of the answer's hits are the former. Without a query, relevance is the title.
   * @param {number[]} shown
   * @param {State} state
   * @param {Answer} answer
   */
  sort(shown, state, answer) {
    /** @type {Record<string, (one: number, other: number) => number>} */
    const orders = {
      title: (one, other) => this.places[one] - this.places[other],
      listed: (one, other) => this.papers[other].listed.length - this.papers[one].listed.length,
      year: (one, other) => compare(this.papers[other].year, this.papers[one].year),
      newest: (one, other) => compare(this.papers[other].added, this.papers[one].added),
    };
    const order = orders[state.sort === "relevance" && !state.q ? "title" : state.sort];
    if (!order) return shown;
    const place = new Map(answer.hits.map((number, index) => [number, index]));
    const placeOf = (/** @type {number} */ number) => (state.q ? place.get(number) ?? Infinity : this.places[number]);
    const rest = (/** @type {number} */ number) => Number(placeOf(number) >= answer.full);
    return [...shown].sort((one, other) => rest(one) - rest(other) || order(one, other) || placeOf(one) - placeOf(other));
  }
}

/**
 * A venue as an address has it, where commas part values.
 * @param {string} venue
 */
const venueKey = (venue) => venue.replaceAll(",", "");

/**
 * The venues, those of most papers first.
 * @param {Paper[]} papers
 */
function toVenues(papers) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { venue } of papers) if (venue) counts.set(venue, (counts.get(venue) ?? 0) + 1);
  const countOf = (/** @type {string} */ venue) => counts.get(venue) ?? 0;
  const venues = [...counts.keys()].sort((one, other) => countOf(other) - countOf(one) || compare(one, other));
  return new Map(venues.map((venue) => [venueKey(venue), venue]));
}
