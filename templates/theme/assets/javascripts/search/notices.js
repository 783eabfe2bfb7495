/** What the search page says about an answer, in plain sentences. */

import { figure, papersOf } from "../figures.js";
import { counted, say } from "../words.js";

/** @import { Facet } from "./state.js" */
/** @import { Answer } from "./types.js" */


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
  if (!q) return shown === total ? papersOf(total) : counted(total, "%(shown)s of %(num)s paper", "%(shown)s of %(num)s papers", { shown: figure(shown) });
  const parts = [];
  if (answer.respelled && total) parts.push(say("Showing results for “%(query)s”.", { query: answer.respelled }), ...describeMissing(answer));
  const count = shown ? countOf(q, full, shown) : total ? say("No paper left") : say("No paper found");
  parts.push(`${count}${shown === total ? "" : ` ${say("(%(all)s without filters)", { all: figure(total) })}`}.`);
  return parts.join(" ");
}

/**
 * The words that no paper has, and for which others were taken.
 * @param {Answer} answer
 */
export function* describeMissing({ missing }) {
  if (missing.length) yield say("Nothing has %(words)s.", { words: missing.map((value) => say("“%(value)s”", { value })).join(", ") });
}

/**
 * @param {string} q
 * @param {number} full
 * @param {number} shown
 */
function countOf(q, full, shown) {
  const rest = shown - full;
  if (!/\s/.test(q)) {
    if (!rest) return papersOf(full);
    if (!full) return counted(rest, "%(num)s paper that comes close", "%(num)s papers that come close");
    const close = counted(rest, "%(num)s that comes close", "%(num)s that come close");
    return say("%(papers)s, and %(close)s", { papers: papersOf(full), close });
  }
  const all = counted(full, "%(num)s paper has all the words", "%(num)s papers have all the words");
  if (!rest) return all;
  if (!full) return counted(rest, "No paper has all the words, %(num)s has most of them", "No paper has all the words, %(num)s have most of them");
  return say("%(all)s, %(rest)s", { all, rest: counted(rest, "%(num)s more most of them", "%(num)s more most of them") });
}

/**
 * What an address or a query asked for that means nothing here; nothing, if all is understood.
 * @param {[facet: Facet | "sort", value: string][]} ignored
 * @param {string[]} unknown
 */
export function describeIgnored(ignored, unknown) {
  const tag = say("tag");
  const names = {
    tag,
    any: tag,
    not: tag,
    topic: say("topic"),
    kind: say("kind"),
    year: say("year"),
    venue: say("venue"),
    listing: say("listing"),
    has: say("link"),
    sort: say("order"),
  };
  const parts = [...ignored.map(([facet, value]) => say("%(facet)s “%(value)s”", { facet: names[facet], value })), ...unknown.map((part) => say("“%(value)s”", { value: part }))];
  return parts.length ? say("Ignored, because this list does not have it: %(parts)s.", { parts: parts.join(", ") }) : "";
}
