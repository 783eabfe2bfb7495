/**
 * The state of the search page, and the address that stands for it.
 *
 * A state is a query, nine lists of values and the name of an order. `tag` means all of its tags.
 */

/** @typedef {"tag" | "any" | "not" | "topic" | "kind" | "year" | "venue" | "listing" | "has"} Facet */
/** @typedef {{q: string, sort: string} & Record<Facet, string[]>} State */

/** @type {Facet[]} */
export const FACETS = ["tag", "any", "not", "topic", "kind", "year", "venue", "listing", "has"];
const SORTS = ["relevance", "title", "listed", "newest", "year"];

/**
 * The state of `/search/`.
 * @returns {State}
 */
export const nothing = () => ({ q: "", tag: [], any: [], not: [], topic: [], kind: [], year: [], venue: [], listing: [], has: [], sort: SORTS[0] });

/**
 * The state that the part of an address from its `?` on asks for, known values and unknown ones.
 * @param {string} search
 */
export function read(search) {
  const parameters = new URLSearchParams(search);
  const state = nothing();
  state.q = (parameters.get("q") ?? "").trim();
  for (const facet of FACETS) {
    const values = parameters.getAll(facet).flatMap((part) => part.split(","));
    state[facet] = [...new Set(values.filter(Boolean))];
  }
  state.sort = parameters.get("sort") || state.sort;
  return state;
}

/**
 * Part what a state asks for into what exists and what does not.
 *
 * @param {State} state
 * @param {(facet: Facet, value: string) => boolean} knows Whether a facet has a value.
 * @returns {{state: State, ignored: [facet: Facet | "sort", value: string][]}} The state without the pairs of facet and value that mean nothing.
 */
export function sift(state, knows) {
  const ignored = chosen(state).filter(([facet, value]) => !knows(facet, value));
  const known = ignored.reduce((left, [facet, value]) => drop(left, facet, value), state);
  if (SORTS.includes(state.sort)) return { state: known, ignored };
  return { state: { ...known, sort: SORTS[0] }, ignored: [...ignored, ["sort", state.sort]] };
}

/**
 * The part of the address from its `?` on, or nothing for the state of `/search/`.
 * @param {State} state
 */
export function write(state) {
  const parts = [];
  if (state.q.trim()) parts.push(new URLSearchParams({ q: state.q.trim() }).toString());
  for (const facet of FACETS) {
    if (state[facet].length) parts.push(`${facet}=${state[facet].map(encodeURIComponent).join(",")}`);
  }
  if (state.sort !== SORTS[0]) parts.push(`sort=${encodeURIComponent(state.sort)}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

/**
 * Every value that narrows the search, as pairs of facet and value.
 * @type {(state: State) => [facet: Facet, value: string][]}
 */
export const chosen = (state) => FACETS.flatMap((facet) => state[facet].map((value) => /** @type {[Facet, string]} */ ([facet, value])));

/**
 * The state with a value of a facet, at the end; a tag is in one of the three tag facets only.
 * @param {State} state
 * @param {Facet} facet
 * @param {string} value
 * @returns {State}
 */
export function add(state, facet, value) {
  const cleared = TAGS.includes(facet) ? TAGS.reduce((left, other) => drop(left, other, value), state) : state;
  return { ...cleared, [facet]: [...cleared[facet].filter((other) => other !== value), value] };
}

/**
 * The state without a value of a facet.
 * @param {State} state
 * @param {Facet} facet
 * @param {string} value
 * @returns {State}
 */
export const drop = (state, facet, value) => ({ ...state, [facet]: state[facet].filter((other) => other !== value) });

/**
 * The state with its query and order alone.
 * @param {State} state
 * @returns {State}
 */
export const dropAll = (state) => ({ ...nothing(), q: state.q, sort: state.sort });

/**
 * The facets that hold tags: all of, any of, none of.
 * @type {Facet[]}
 */
export const TAGS = ["tag", "any", "not"];
