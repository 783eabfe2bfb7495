/**
 * A long list in the reader's hand: sorted, narrowed by words, or opened at a paper that chance picks.
 * Without scripts the tools are not shown, and the list is as it was written.
 */

import { required } from "./elements.js";

const toolbar = document.querySelector("[data-toolbar]");

/**
 * Put the rows into the order that the reader chooses; the written one is the first.
 * @param {HTMLSelectElement} select
 * @param {HTMLElement[]} rows
 * @param {Element} list
 */
function sortBy(select, rows, list) {
  const titles = new Map(rows.map((row) => [row, row.querySelector(".ps-row__title a")?.textContent ?? ""]));
  const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const up = () => rows.toSorted((one, other) => compare(titles.get(one) ?? "", titles.get(other) ?? ""));
  /** @type {Record<string, () => HTMLElement[]>} */
  const orders = { written: () => rows, up, down: () => up().reverse() };
  select.addEventListener("change", () => list.append(...orders[select.value]()));
}

/**
 * Keep the rows that hold every word that the reader types, and say how many they are.
 * @param {HTMLInputElement} input
 * @param {Element} status
 * @param {HTMLElement[]} rows
 */
function narrowBy(input, status, rows) {
  const texts = rows.map((row) => row.textContent.toLowerCase());
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach((row, place) => {
      row.hidden = !words.every((word) => texts[place].includes(word));
    });
    const shown = rows.filter((row) => !row.hidden).length;
    status.textContent = words.length ? `${shown} of ${rows.length}` : "";
  });
}

/** Open one of the papers from A to Z. */
function surprise() {
  const papers = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".ps-index a"));
  if (papers.length) location.replace(papers[Math.floor(Math.random() * papers.length)].href);
}

if (toolbar?.querySelector("[data-sort]")) {
  const list = required(".ps-list", HTMLElement, toolbar.parentElement ?? document);
  const rows = /** @type {HTMLElement[]} */ ([...list.children]);
  sortBy(required("[data-sort]", HTMLSelectElement, toolbar), rows, list);
  narrowBy(required("[data-narrow]", HTMLInputElement, toolbar), required("[data-shown]", HTMLElement, toolbar), rows);
}

if (document.querySelector("[data-surprise]")) {
  const choose = () => {
    if (location.hash === "#surprise") surprise();
  };
  addEventListener("hashchange", choose);
  choose();
}
