/** What the search page says about an answer, in plain sentences. */

import { figure, plural } from "../figures.js";

/** @import { Answer } from "./client.js" */
/** @import { Facet } from "./state.js" */

const holds = (/** @type {number} */ count) => (count === 1 ? "has" : "have");

/**
 * How an answer was understood, and what is shown of it.
 *
 * @param {Answer} answer
 * @param {object} facts
 * @param {string} facts.q The query.
 * @param {number} facts.full How many papers that hold all the words are left by the facets.
 * @param {number} facts.shown How many papers are left.
 * @param {number} facts.total How many there would be without facets.
 */
export function describe(answer, { q, full, shown, total }) {
  if (!q) return shown === total ? plural(total, "paper") : `${figure(shown)} of ${plural(total, "paper")}`;
  const parts = [];
  if (answer.respelled && total) parts.push(`Showing results for “${answer.respelled}”.`);
  const count = shown ? countOf(q, full, shown) : total ? "No paper left" : "No paper found";
  parts.push(`${count}${shown === total ? "" : ` (${figure(total)} without filters)`}.`);
  return parts.join(" ");
}

/**
 * @param {string} q
 * @param {number} full
 * @param {number} shown
 */
function countOf(q, full, shown) {
  const rest = shown - full;
  if (!/\s/.test(q)) {
    if (!rest) return plural(full, "paper");
    return full ? `${plural(full, "paper")}, and ${figure(rest)} that ${rest === 1 ? "comes" : "come"} close` : `${plural(rest, "paper")} that ${rest === 1 ? "comes" : "come"} close`;
  }
  if (!rest) return `${plural(full, "paper")} ${holds(full)} all the words`;
  if (!full) return `No paper has all the words, ${figure(rest)} ${holds(rest)} most of them`;
  return `${plural(full, "paper")} ${holds(full)} all the words, ${figure(rest)} more most of them`;
}

/**
 * What an address or a query asked for that means nothing here; nothing, if all is understood.
 * @param {[facet: Facet | "sort", value: string][]} ignored
 * @param {string[]} unknown
 */
export function describeIgnored(ignored, unknown) {
  const names = { tag: "tag", any: "tag", not: "tag", topic: "topic", kind: "kind", year: "year", venue: "venue", listing: "listing", has: "link", sort: "order" };
  const parts = [...ignored.map(([facet, value]) => `${names[facet]} “${value}”`), ...unknown.map((part) => `“${part}”`)];
  return parts.length ? `Ignored, because this list does not have it: ${parts.join(", ")}.` : "";
}
