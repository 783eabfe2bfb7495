/**
 * The search page. One direction of flow: the address, or what a reader does, gives a state; a
 * query is asked, its answer is narrowed by the facets, and what is left is shown.
 */

import { copy } from "../clipboard.js";
import { button, element, required } from "../elements.js";
import { figure, papersOf } from "../figures.js";
import { locate } from "../site.js";
import { remember } from "../trail.js";
import { showChosen } from "./chips.js";
import { openSearch } from "./client.js";
import { Facets } from "./facets.js";
import { Panel } from "./panel.js";
import { addDetail, toRow } from "./rows.js";
import { arrange, isRoomy } from "./sheet.js";
import { chosen, dropAll, nothing, read, sift, write } from "./state.js";
import { describe, describeIgnored } from "./notices.js";
import { waysBeside, waysWithoutFacets, waysWithoutHits } from "./ways.js";
import { say } from "../words.js";

/** @import { Facet, State } from "./state.js" */
/** @import { Answer, Catalog, Detail } from "./types.js" */

const STEP = 20; // results shown at first, and added by 'more'
const SHORT_STEP = 10; // the same of a long list, whose results are fetched
const PAUSE = 350; // milliseconds between two addresses while typing: Safari allows a hundred in half a minute

/** @type {<T extends Element>(name: string, type: new () => T) => T} */
const partOf = (name, type) => required(`[data-search-${name}]`, type);
const part = (/** @type {string} */ name) => partOf(name, HTMLElement);
const form = partOf("form", HTMLFormElement);
const input = required("[name=q]", HTMLInputElement, form);
const [head, results, status, notes] = ["head", "results", "status", "notes"].map(part);
const [near, chips, empty, more, copier] = ["near", "chosen", "empty", "more", "copy"].map(part);
const sort = partOf("sort", HTMLSelectElement);
const title = document.title;

let client = openSearch(locate("search"));
/** @type {Catalog} */
let catalog;
/** @type {Facets} */
let facets;
/** @type {Panel | undefined} */
let panel;
/** @type {ReturnType<typeof arrange>} */
let sheet;
let state = nothing();
/** @type {[facet: Facet | "sort", value: string][]} */
let ignored = [];
/** @type {Answer | null} */
let answer = null; // to state.q, or null while it is under way
/** @type {number[]} */
let shown = []; // numbers of the papers that the facets leave, in order
let border = Infinity; // the place in `shown` from which papers lack a word of the query
let limit = 0; // how many results are shown, or 0 for the first ones
let asked = 0;
let showing = 0;
/** @type {Map<number, Detail>} */
const details = new Map(); // by number: what is known of papers that were shown
let settled = true; // whether the address is a step of its own, which typing must not overwrite
let pending = 0; // the timer of an address that is still to be written
let written = -Infinity; // when the last one was

const stepOf = () => (catalog?.places ? SHORT_STEP : STEP);
/** The place behind the last result that is shown. */
const end = () => limit || stepOf();

// From the address to the state, and back.

/** Take up the state of the address, as when the page opens or a reader goes back. */
function restore() {
  clearTimeout(pending);
  pending = 0;
  state = read(location.search);
  ignored = [];
  limit = history.state?.limit ?? 0;
  settled = location.search !== "";
  input.value = state.q;
  name();
  return ask();
}

/**
 * Write the state into the address: a new entry of the history for a step, the same one while typing.
 * @param {boolean} typing
 */
function record(typing) {
  clearTimeout(pending);
  pending = 0;
  written = performance.now();
  name();
  const address = location.pathname + write(state);
  if (address === location.pathname + location.search) {
    settled ||= !typing;
    return;
  }
  if (typing && !settled) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  settled = !typing;
}

/** Call the page after its query, in tabs and in the history. */
function name() {
  document.title = state.q ? `${state.q} - ${title}` : title;
}

/** Write an address that typing has left for later. */
function flush() {
  if (pending) record(true);
}

/**
 * A deliberate step to another query.
 * @param {string} query
 */
function search(query) {
  input.value = query;
  answer = null; // It is to other words.
  step((before) => ({ ...before, q: query }));
  ask();
}

/**
 * A deliberate step to another state.
 * @param {(state: State) => State} change
 */
async function step(change) {
  flush();
  state = change(state);
  ignored = [];
  limit = 0;
  record(false);
  if (answer) await show(answer).catch(fail);
  if (head.getBoundingClientRect().top < 0) head.scrollIntoView();
  // What was pressed may be gone. The query would not do: a phone opens its keyboard for it.
  if (document.activeElement === document.body) head.focus({ preventScroll: true });
}

// From the state to an answer.

/** Ask the state's query; an answer that comes too late for a newer one is dropped. */
async function ask() {
  const turn = (asked += 1);
  answer = null;
  results.dataset.searchState = "loading";
  results.setAttribute("aria-busy", "true");
  if (state.q) status.textContent ||= say("Searching…"); // while the index is on its way
  try {
    const [given] = await Promise.all([client.ask(state.q), load()]);
    if (turn !== asked) return;
    const sifted = sift(state, (facet, value) => facets.knows(facet, value));
    state = sifted.state;
    ignored.push(...sifted.ignored);
    answer = given;
    await show(given);
  } catch (error) {
    if (turn === asked) fail(error);
  }
}

/** The catalog, and what is built of it once. */
async function load() {
  const loaded = await client.catalog();
  if (catalog && catalog.stamp !== loaded.stamp) location.reload(); // The list was published anew.
  if (catalog) return;
  catalog = loaded;
  facets = new Facets(catalog);
  /** @type {[part: HTMLElement, home: HTMLElement][]} */
  const parts = [[part("order"), part("slot")], [part("panel"), part("side")]];
  sheet = arrange(partOf("sheet", HTMLDialogElement), parts, { furnish, clear: () => step(dropAll) });
}

/** Make the facets when they are seen: on a phone many readers never open them. */
function furnish() {
  if (!answer || !sheet.isSeen()) return;
  panel ??= new Panel(part("panel"), facets, catalog, step, isRoomy());
  panel.update(state, facets.count(answer.hits, state), shown.length);
}

/** @param {unknown} error */
function fail(error) {
  console.error(error);
  results.replaceChildren();
  status.textContent = say("The search could not be loaded.");
  const again = () => {
    client = openSearch(locate("search"));
    empty.replaceChildren();
    head.focus();
    ask();
  };
  empty.replaceChildren(element("p", {}, say("Check your connection. "), button("ps-button", again, say("Try again"))));
  more.hidden = true;
  results.removeAttribute("aria-busy");
  results.dataset.searchState = "error";
}

/** Remember all results in their order, those that are not shown yet among them. */
function rememberResults() {
  const papers = shown.map((number) => catalog.papers[number]);
  const known = papers.findIndex(({ slug }) => !slug); // Of a long list, those that were shown.
  if (known >= 0) papers.splice(known);
  const label = state.q ? say("the search for “%(query)s”", { query: state.q }) : say("the search");
  remember(label, papers.map((paper) => [locate("paper", paper.slug).pathname, paper.title]));
}

// From the answer to the page.

/**
 * Show an answer, what the facets leave of it, unless there is another one when all that it takes is there.
 * @param {Answer} given
 */
async function show(given) {
  const turn = (showing += 1);
  const begins = write(state) === "";
  results.dataset.searchState = "loading";
  const left = facets.filter(given.hits, state);
  if (!begins) {
    await facets.prepare(state);
    if (turn !== showing || given !== answer) return;
    shown = facets.sort(left, state, given);
    await client.papers(shown.slice(0, end()));
  } else shown = left;
  if (turn === showing && given === answer) render(given, begins);
}

/**
 * @param {Answer} answer
 * @param {boolean} begins whether nobody has asked for anything yet
 */
function render(answer, begins) {
  const place = new Map(answer.hits.map((number, index) => [number, index]));
  const full = shown.filter((number) => (place.get(number) ?? Infinity) < answer.full).length;
  furnish();
  showStatus(answer, full);
  showChosen(chips, { state, facets, step });
  showNear(answer);
  showEmpty(answer);
  results.replaceChildren();
  document.documentElement.classList.toggle("asked", !begins); // The style sheet hides the ways to begin.
  const parted = full > 0 && full < shown.length && /\s/.test(state.q);
  border = parted ? full : Infinity;
  if (begins) more.hidden = true;
  else showRows(answer, 0);
  sort.options[0].disabled = !state.q;
  sort.value = state.sort === "relevance" && !state.q && !begins ? "title" : state.sort;
  results.removeAttribute("aria-busy");
  results.dataset.searchState = "ready";
}

/**
 * @param {Answer} answer
 * @param {number} full how many papers hold all the words
 */
function showStatus(answer, full) {
  status.textContent = describe(answer, { q: state.q, full, shown: shown.length, total: answer.hits.length });
  notes.textContent = describeIgnored(ignored, answer.unknown);
  const narrowing = chosen(state).length;
  part("filters").textContent = narrowing ? say("Filters (%(number)s)", { number: narrowing }) : say("Filters");
  sheet.count(shown.length ? say("Show %(papers)s", { papers: papersOf(shown.length) }) : say("No paper left"), narrowing);
}

/**
 * Add the rows from a place up to the last one that is shown.
 * @param {Answer} answer
 * @param {number} from
 */
function showRows(answer, from) {
  const numbers = shown.slice(from, end());
  const rows = new Map(numbers.map((number) => [number, toRow(catalog.papers[number], { catalog, answer })]));
  rows.get(shown[border])?.prepend(element("p", { class: "ps-result__part" }, say("Most of the words")));
  for (const [number, row] of rows) {
    const detail = details.get(number);
    if (detail) addDetail(row, detail, answer);
  }
  results.append(...rows.values());
  const left = shown.length - end();
  more.hidden = left <= 0;
  more.textContent = say("Show %(some)s more of %(all)s", { some: figure(Math.min(stepOf(), left)), all: figure(left) });
  fetchDetails(numbers, rows, answer);
}

/**
 * @param {number[]} numbers
 * @param {Map<number, HTMLElement>} rows by number
 * @param {Answer} given
 */
async function fetchDetails(numbers, rows, given) {
  if (!numbers.length) return;
  try {
    const found = await client.details(numbers, given);
    if (given !== answer) return;
    for (const [number, detail] of found) {
      details.set(number, detail);
      const row = rows.get(number);
      if (row) addDetail(row, detail, given);
    }
  } catch {
    // The results are without their sentences.
  }
}

/**
 * What else may be meant, and the tags that the words of the query come near to.
 * @param {Answer} answer
 */
function showNear(answer) {
  near.hidden = !state.q || !answer.hits.length; // Where nothing is found, they are named among what helps.
  near.replaceChildren(...waysBeside(answer, catalog, search));
}

/**
 * Where nothing is left: what would help.
 * @param {Answer} answer
 */
function showEmpty(answer) {
  if (shown.length) empty.replaceChildren();
  else if (answer.hits.length) empty.replaceChildren(...waysWithoutFacets(state, answer, facets, step));
  else empty.replaceChildren(...waysWithoutHits(answer, catalog, search));
}

// What a reader does.

input.addEventListener("input", () => {
  ignored = [];
  limit = 0;
  state = { ...state, q: input.value.trim() };
  ask();
  if (settled || performance.now() - written > PAUSE) record(true);
  else pending ||= setTimeout(flush, PAUSE);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const before = state.q;
  state = { ...state, q: input.value.trim() };
  flush();
  record(false);
  if (before !== state.q) ask();
  if (matchMedia("(pointer: coarse)").matches) input.blur(); // The keyboard covers the results.
});

input.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !input.value) return;
  event.preventDefault();
  input.value = "";
  input.dispatchEvent(new Event("input"));
});

sort.addEventListener("change", () => step((before) => ({ ...before, sort: sort.value })));

more.addEventListener("click", async () => {
  const given = answer;
  if (!given) return;
  const from = end();
  limit = from + stepOf();
  const papers = await client.papers(shown.slice(from, end())).catch(fail);
  if (!papers || given !== answer) return;
  showRows(given, from);
  history.replaceState({ ...history.state, limit }, "");
  results.children[from]?.querySelector("a")?.focus();
});

copier.addEventListener("click", async () => {
  flush();
  copier.textContent = (await copy(location.href)) ? say("Copied") : say("Copy it from the address bar");
  setTimeout(() => {
    copier.textContent = say("Copy link");
  }, 2500);
});

part("filters").addEventListener("click", () => sheet?.open());
part("again").addEventListener("click", () => {
  input.focus();
  input.select();
});

addEventListener("popstate", restore);
// A reader who follows a link and comes back finds the list where it was; on a paper, its neighbours among the results.
addEventListener(
  "click",
  (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("a[href]")) return;
    flush();
    history.replaceState({ limit, scroll: scrollY }, "");
    if (event.target.closest(".ps-result .ps-row__title")) rememberResults();
  },
  { capture: true },
);

const former = history.state?.scroll;
restore().then(() => former && scrollTo(0, former));
