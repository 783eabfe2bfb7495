/**
 * The search page. One direction of flow: the address, or what a reader does, gives a state; a
 * query is asked, its answer is narrowed by the facets, and what is left is shown.
 */

import { copy } from "../clipboard.js";
import { button, element, link, tagLinks } from "../elements.js";
import { figure, plural } from "../figures.js";
import { locate, pathTo } from "../site.js";
import { remember } from "../trail.js";
import { openSearch } from "./client.js";
import { Facets } from "./facets.js";
import { NAMES, Panel } from "./panel.js";
import { addDetail, toRow } from "./rows.js";
import { arrange, isRoomy } from "./sheet.js";
import { add, chosen, drop, dropAll, nothing, read, sift, write } from "./state.js";
import { describe, describeIgnored } from "./notices.js";

const STEP = 20; // results shown at first, and added by 'more'
const PAUSE = 350; // milliseconds between two addresses while typing: Safari allows a hundred in half a minute
const NEAR_TAGS = 3;

const part = (name) => document.querySelector(`[data-search-${name}]`);
const [form, head, results, status, notes, near, chips, empty, more, sort, copier] = [
  "form", "head", "results", "status", "notes", "near", "chosen", "empty", "more", "sort", "copy",
].map(part);
const input = form.elements.namedItem("q");
const title = document.title;

let client = openSearch(locate("search"));
let catalog, facets, panel, sheet;
let state = nothing();
let ignored = [];
let answer = null; // to state.q, or null while it is under way
let shown = []; // numbers of the papers that the facets leave, in order
let border = Infinity; // the place in `shown` from which papers lack a word of the query
let limit = STEP;
let asked = 0;
let details = new Map(); // by number: what is known of papers that were shown
let settled = true; // whether the address is a step of its own, which typing must not overwrite
let pending = 0; // the timer of an address that is still to be written
let written = -Infinity; // when the last one was

// From the address to the state, and back.

/** Take up the state of the address, as when the page opens or a reader goes back. */
function restore() {
  clearTimeout(pending);
  pending = 0;
  state = read(location.search);
  ignored = [];
  limit = history.state?.limit ?? STEP;
  settled = location.search !== "";
  input.value = state.q;
  name();
  return ask();
}

/** Write the state into the address: a new entry of the history for a step, the same one while typing. */
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

/** A deliberate step to another query. */
function search(query) {
  input.value = query;
  answer = null; // It is to other words.
  step((before) => ({ ...before, q: query }));
  ask();
}

/** A deliberate step to another state. */
function step(change) {
  flush();
  state = change(state);
  ignored = [];
  limit = STEP;
  record(false);
  if (answer) show();
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
  if (state.q) status.textContent ||= "Searching…"; // while the index is on its way
  try {
    const [given] = await Promise.all([client.ask(state.q), load()]);
    if (turn !== asked) return;
    const sifted = sift(state, (facet, value) => facets.knows(facet, value));
    state = sifted.state;
    ignored.push(...sifted.ignored);
    answer = given;
    show();
  } catch (error) {
    if (turn === asked) fail(error);
  }
}

/** The catalog, and what is built of it once. */
async function load() {
  const loaded = await client.catalog();
  if (catalog) return;
  catalog = loaded;
  facets = new Facets(catalog);
  const parts = [[part("order"), part("slot")], [part("panel"), part("side")]];
  sheet = arrange(part("sheet"), parts, { furnish, clear: () => step(dropAll) });
}

/** Make the facets when they are seen: on a phone many readers never open them. */
function furnish() {
  if (!answer || !sheet.isSeen()) return;
  panel ??= new Panel(part("panel"), facets, catalog, step, isRoomy());
  panel.update(state, facets.count(answer.hits, state), shown.length);
}

function fail(error) {
  console.error(error);
  results.replaceChildren();
  status.textContent = "The search could not be loaded.";
  const again = () => {
    client = openSearch(locate("search"));
    empty.replaceChildren();
    head.focus();
    ask();
  };
  empty.replaceChildren(element("p", {}, "Check your connection. ", button("ps-button", again, "Try again")));
  more.hidden = true;
  results.removeAttribute("aria-busy");
  results.dataset.searchState = "error";
}

/** Remember all results in their order, those that are not shown yet among them. */
function rememberResults() {
  const papers = shown.map((number) => catalog.papers[number]);
  const label = state.q ? `the search for “${state.q}”` : "the search";
  remember(label, papers.map((paper) => [locate("paper", paper.slug).pathname, paper.title]));
}

// From the answer to the page.

function show() {
  shown = facets.sort(facets.filter(answer.hits, state), state, answer);
  const place = new Map(answer.hits.map((number, index) => [number, index]));
  const full = shown.filter((number) => place.get(number) < answer.full).length;
  furnish();
  showStatus(full);
  showChosen();
  showNear();
  showEmpty();
  results.replaceChildren();
  const begins = write(state) === "";
  document.documentElement.classList.toggle("asked", !begins); // The style sheet hides the ways to begin.
  const parted = full > 0 && full < shown.length && /\s/.test(state.q);
  border = parted ? full : Infinity;
  if (begins) more.hidden = true;
  else showRows(0);
  sort.options[0].disabled = !state.q;
  sort.value = state.sort === "relevance" && !state.q && !begins ? "title" : state.sort;
  results.removeAttribute("aria-busy");
  results.dataset.searchState = "ready";
}

function showStatus(full) {
  status.textContent = describe(answer, { q: state.q, full, shown: shown.length, total: answer.hits.length });
  notes.textContent = describeIgnored(ignored, answer.unknown);
  const narrowing = chosen(state).length;
  part("filters").textContent = narrowing ? `Filters (${narrowing})` : "Filters";
  sheet.count(shown.length ? `Show ${plural(shown.length, "paper")}` : "No paper is left", narrowing);
}

/** Add the rows from a place up to the limit. */
function showRows(from) {
  const numbers = shown.slice(from, limit);
  const rows = new Map(numbers.map((number) => [number, toRow(catalog.papers[number], { catalog, answer })]));
  rows.get(shown[border])?.prepend(element("p", { class: "ps-result__part" }, "Most of the words"));
  for (const [number, row] of rows) if (details.has(number)) addDetail(row, details.get(number), answer);
  results.append(...rows.values());
  const left = shown.length - limit;
  more.hidden = left <= 0;
  more.textContent = `Show ${figure(Math.min(STEP, left))} more of ${figure(left)}`;
  fetchDetails(numbers, rows, answer);
}

async function fetchDetails(numbers, rows, given) {
  if (!numbers.length) return;
  try {
    const found = await client.details(numbers, given);
    if (given !== answer) return;
    for (const [number, detail] of found) {
      details.set(number, detail);
      addDetail(rows.get(number), detail, given);
    }
  } catch {
    // The results stand without their sentences.
  }
}

/** What narrows the search, each with a way to drop it. */
function showChosen() {
  const index = [...chips.querySelectorAll("button")].indexOf(document.activeElement);
  const buttons = chosen(state).map(([facet, value]) => {
    const press = () => step((before) => drop(before, facet, value));
    const made = button("ps-chip ps-drop", press, nameOf(facet, value), element("span", { "aria-hidden": "true" }, " ×"));
    made.setAttribute("aria-label", `Remove the filter ${nameOf(facet, value)}`);
    return made;
  });
  if (buttons.length > 1) buttons.push(button("ps-textbutton", () => step(dropAll), "Clear all"));
  chips.replaceChildren(...buttons.map((each) => element("li", {}, each)));
  chips.hidden = !buttons.length;
  // Whoever has removed one goes on from the next.
  if (index >= 0) buttons[Math.min(index, buttons.length - 1)]?.focus();
}

function nameOf(facet, value) {
  const label = facets.offers[facet].get(value);
  return facet === "tag" ? label : `${NAMES[facet]}: ${label}`;
}

/** The tags that the words of the query come near to. */
function showNear() {
  const links = tagLinks(answer.tags.slice(0, NEAR_TAGS), catalog.tags);
  near.hidden = !state.q || !answer.hits.length; // Where nothing is found, they are named among what helps.
  near.replaceChildren(...(links.length ? ["Nearest tags: ", ...links] : []));
}

/** Where nothing is left: what would help. */
function showEmpty() {
  const ways = shown.length ? [] : answer.hits.length ? waysWithoutFacets() : waysWithoutHits();
  empty.replaceChildren(...ways);
}

/** Without each of the filters; where that is not enough, with each of them alone; and without any. */
function waysWithoutFacets() {
  const filters = chosen(state);
  const offer = (words, change) => {
    const left = facets.filter(answer.hits, change(state)).length;
    const press = () => step(change);
    return { left, item: element("li", {}, button("ps-button", press, `${words}: ${plural(left, "paper")}`)) };
  };
  const without = ([facet, value]) => offer(`Without “${nameOf(facet, value)}”`, (before) => drop(before, facet, value));
  const alone = ([facet, value]) => offer(`With “${nameOf(facet, value)}” alone`, (before) => add(dropAll(before), facet, value));
  const helps = (way) => filters.map(way).filter(({ left }) => left).sort((one, other) => other.left - one.left);
  const some = filters.length > 1 ? [helps(without), helps(alone)].find((ways) => ways.length) ?? [] : [];
  const ways = [...some, offer("Without any filter", dropAll)];
  return [element("p", {}, "The filters leave no paper."), element("ul", { class: "ps-ways" }, ...ways.map(({ item }) => item))];
}

function waysWithoutHits() {
  const ways = [];
  if (answer.respelled) {
    ways.push(element("p", {}, "Did you mean ", button("ps-textbutton", () => search(answer.respelled), answer.respelled), "?"));
  }
  const links = tagLinks(answer.tags, catalog.tags);
  if (links.length) ways.push(element("p", {}, "The nearest tags: ", ...links));
  ways.push(element("p", {}, "Try fewer or other words, or start from the ", link(pathTo("topics"), "topics"), ", the ", link(pathTo("tags"), "tags"), " or ", link(pathTo("papers"), "all papers from A to Z"), "."));
  return ways;
}

// What a reader does.

input.addEventListener("input", () => {
  ignored = [];
  limit = STEP;
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

more.addEventListener("click", () => {
  const from = limit;
  limit += STEP;
  showRows(from);
  history.replaceState({ ...history.state, limit }, "");
  results.children[from]?.querySelector("a").focus();
});

copier.addEventListener("click", async () => {
  flush();
  copier.textContent = (await copy(location.href)) ? "Copied" : "Copy it from the address bar";
  setTimeout(() => (copier.textContent = "Copy link"), 2500);
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
    if (!event.target.closest("a[href]")) return;
    flush();
    history.replaceState({ limit, scroll: scrollY }, "");
    if (event.target.closest(".ps-result .ps-row__title")) rememberResults();
  },
  { capture: true },
);

const former = history.state?.scroll;
restore().then(() => former && scrollTo(0, former));
