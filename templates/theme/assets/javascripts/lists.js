/**
 * A long list in the reader's hand: ordered, narrowed by words, or opened at a paper that chance picks.
 * Order, words and open groups are in the address, so that Back and a reload come to the list as it was.
 * Without scripts the tools are not shown, and the list is as it was written.
 */

import { element, required } from "./elements.js";
import { follow } from "./follow.js";
import { foreign, language, say } from "./words.js";

const toolbar = document.querySelector("[data-toolbar]");
const ROW = "a[data-id]";

/** @typedef {{key: string, label: string, rows: HTMLElement[]}} Part of a list under one heading */

/**
 * A title as an index files it: without an article at its beginning, marks and spaces.
 * @param {HTMLElement} row
 */
const filed = (row) =>
  (row.querySelector(ROW)?.textContent ?? "").replace(/^\s*(?:an?|the)\s+(?=[\p{L}\p{N}_])/iu, "").replace(/[^\p{L}\p{N}]/gu, "");

const { compare } = new Intl.Collator(foreign ?? language, { numeric: true, sensitivity: "base" });
/** @type {(one: HTMLElement, other: HTMLElement) => number} */
const byTitle = (one, other) => compare(filed(one), filed(other));
/** @type {(row: HTMLElement) => number} */
const listings = (row) => Number(row.dataset.listed ?? 1);

/**
 * The rows by year, the newest first.
 * @param {HTMLElement[]} rows
 * @returns {Part[]}
 */
function byYear(rows) {
  /** @type {Map<string, HTMLElement[]>} */
  const years = new Map();
  for (const row of rows) {
    const year = row.dataset.year ?? "";
    years.set(year, [...(years.get(year) ?? []), row]);
  }
  const keys = [...years.keys()].sort((one, other) => other.localeCompare(one));
  return keys.map((key) => ({ key: key || "none", label: key || say("No year stated"), rows: years.get(key) ?? [] }));
}

/**
 * A group that folds, like those that the site is built with; the first is open.
 * @param {Part} part
 * @param {number} place
 */
const group = ({ key, label, rows }, place) =>
  element(
    "details",
    { class: "ps-group", "data-group": key, open: place === 0 },
    element("summary", {}, `${label} `, element("span", { class: "ps-count" }, String(rows.length))),
    element("ul", { class: "ps-list" }, ...rows),
  );

/** What the address asks for, and how it is changed without a step in the reader's history. */
const address = {
  /** @param {string} name */
  get: (name) => new URL(location.href).searchParams.get(name) ?? "",
  /**
   * @param {string} name
   * @param {string} value nothing: the address does not name it
   */
  set(name, value) {
    const url = new URL(location.href);
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  },
};

/**
 * Put the list into the order that the reader chooses; the written one is the first.
 * @param {HTMLElement} list
 * @param {HTMLElement[]} rows
 * @returns {(order: string) => void}
 */
function orders(list, rows) {
  const written = [...list.children];
  const homes = new Map(rows.map((row) => [row, row.parentElement]));
  /** @type {(sorted: HTMLElement[]) => Node[]} */
  const flat = (sorted) => [element("ul", { class: "ps-list" }, ...sorted)];
  /** @type {Record<string, () => Node[]>} */
  const made = {
    year: () => byYear(rows).map(group),
    up: () => flat(rows.toSorted(byTitle)),
    down: () => flat(rows.toSorted(byTitle).reverse()),
    listed: () => flat(rows.toSorted((one, other) => listings(other) - listings(one) || byTitle(one, other))),
  };
  return (order) => {
    if (Object.hasOwn(made, order)) {
      list.replaceChildren(...made[order]());
      return;
    }
    for (const row of rows) homes.get(row)?.append(row);
    list.replaceChildren(...written);
  };
}

/** @param {HTMLElement} list @returns {HTMLDetailsElement[]} */
const groupsIn = (list) => [.../** @type {NodeListOf<HTMLDetailsElement>} */ (list.querySelectorAll(".ps-group"))];

/**
 * Keep in the address which groups the reader opened and closed, and open them as it says.
 * @param {HTMLElement} list
 * @param {() => boolean} isNarrowed while words narrow the list, groups open by themselves
 */
function folds(list, isNarrowed) {
  /** @type {Map<HTMLDetailsElement, boolean>} */
  const before = new Map();
  const restore = () => {
    before.clear();
    const turned = address.get("turned").split(",");
    for (const each of groupsIn(list)) {
      before.set(each, each.open);
      if (turned.includes(each.dataset.group ?? "")) each.open = !each.open;
    }
  };
  const keep = () => {
    if (isNarrowed()) return;
    const turned = groupsIn(list).filter((each) => each.open !== before.get(each));
    address.set("turned", turned.map((each) => each.dataset.group).join(","));
  };
  list.addEventListener("toggle", ({ target }) => {
    if (target instanceof HTMLDetailsElement && before.has(target)) keep();
  }, { capture: true });
  return restore;
}

/**
 * Keep the rows that hold every word that the reader types, and say how many they are.
 * @param {HTMLElement} list
 * @param {HTMLElement[]} rows
 * @param {Element} status
 * @returns {(typed: string) => void}
 */
function narrows(list, rows, status) {
  const texts = rows.map((row) => row.textContent.toLowerCase());
  /** @type {Map<HTMLDetailsElement, boolean>} */
  const open = new Map();
  return (typed) => {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach((row, place) => {
      row.hidden = !words.every((word) => texts[place].includes(word));
    });
    for (const each of groupsIn(list)) {
      if (!open.has(each)) open.set(each, each.open);
      each.hidden = !each.querySelector(".ps-list > li:not([hidden])");
      each.open = words.length > 0 || Boolean(open.get(each));
    }
    if (!words.length) open.clear();
    const shown = rows.filter((row) => !row.hidden).length;
    status.textContent = words.length ? say("%(shown)s of %(all)s", { shown, all: rows.length }) : "";
  };
}

/**
 * Come back to the paper that the reader opened from the list.
 * @param {HTMLElement} list
 */
function returns(list) {
  addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest(`.ps-row__title ${ROW}`) : null;
    if (link instanceof HTMLElement && list.contains(link)) address.set("at", link.dataset.id ?? "");
  }, { capture: true });
  const id = address.get("at");
  const row = id && list.querySelector(`a[data-id="${CSS.escape(id)}"]`)?.closest("li");
  if (!row) return;
  const around = row.closest(".ps-group");
  if (around instanceof HTMLDetailsElement) around.open = true;
  row.scrollIntoView({ block: "center" });
}

/**
 * Give the toolbar its work.
 * @param {Element} tools
 */
function arrange(tools) {
  const list = required("[data-trail-list]", HTMLElement, tools.parentElement ?? document);
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".ps-list > li")]);
  const select = tools.querySelector("[data-sort]");
  const input = required("[data-narrow]", HTMLInputElement, tools);
  const order = orders(list, rows);
  const narrow = narrows(list, rows, required("[data-shown]", HTMLElement, tools));
  const restore = folds(list, () => input.value.trim() !== "");
  input.value = address.get("filter");
  if (select instanceof HTMLSelectElement) {
    const asked = address.get("order");
    if ([...select.options].some(({ value }) => value === asked)) select.value = asked;
    if (select.selectedIndex > 0) order(select.value);
    select.addEventListener("change", () => {
      address.set("order", select.selectedIndex > 0 ? select.value : "");
      address.set("turned", "");
      order(select.value);
      restore();
      narrow(input.value);
    });
  }
  restore();
  if (input.value) narrow(input.value);
  input.addEventListener("input", () => {
    address.set("filter", input.value.trim());
    narrow(input.value);
  });
  returns(list);
}

/** What an address ends with where a paper of that page is to be picked. */
const HERE = "#surprise-here";

/** @template T @param {T[]} choices */
const pick = (choices) => choices[Math.floor(Math.random() * choices.length)];

/** Open one of the papers from A to Z, each as likely as any other, also of those on the list's other pages. */
function surprise() {
  if (location.hash !== "#surprise" && location.hash !== HERE) return;
  const pages = /** @type {HTMLAnchorElement[]} */ ([...(document.querySelector(".ps-pages")?.querySelectorAll("a") ?? [])]);
  const page = pick(pages.flatMap((each) => Array(Number(each.dataset.count)).fill(each)));
  const papers = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".ps-index a")]);
  if (location.hash !== HERE && page && !page.hasAttribute("aria-current")) location.replace(page.href + HERE);
  else if (papers.length) location.replace(pick(papers).href);
}

/** Go on to the page of an index that has the letter of the address. */
function lead() {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".ps-letters a[id]")]);
  const link = links.find(({ hash }) => hash === location.hash);
  if (link) location.replace(link.href);
}

if (toolbar) arrange(toolbar);
follow();

if (document.querySelector(".ps-letters")) {
  const turn = () => {
    lead();
    if (document.querySelector("[data-surprise]")) surprise();
  };
  addEventListener("hashchange", turn);
  turn();
}
