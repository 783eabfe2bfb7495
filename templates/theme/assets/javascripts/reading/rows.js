/** Every row of a paper gets its marks, also those that a search or another script adds later. */

import { element } from "../elements.js";
import { steer } from "./keys.js";
import { dress, marks } from "./marks.js";
import { store } from "./store.js";

const LINKS = "li a[data-id]";
const AT_ONCE = 10; // rows

/** @type {(root: ParentNode) => HTMLElement[]} */
const titlesIn = (root) => [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(LINKS))];

/**
 * The rows below an element, as pairs of the row and its paper's id.
 * @param {ParentNode} root
 * @returns {[row: HTMLElement, id: string][]}
 */
export function rowsIn(root) {
  return titlesIn(root).flatMap((title) => {
    const row = title.closest("li");
    return row ? [[row, title.dataset.id ?? ""]] : [];
  });
}

/**
 * A row of a list gets its buttons; one of an index, which is a title and no more, a few words.
 * @param {HTMLElement} title
 */
function mark(title) {
  const row = title.closest("li");
  const { id } = title.dataset;
  if (!row || !id) return;
  if (row.querySelector(":scope > :is(.ps-flags, .ps-said)")) return;
  if (row.matches(".ps-list > *")) row.append(marks(id, title.textContent));
  else row.append(" ", element("span", { class: "ps-fact ps-said" }));
  dress(row, id);
}

/**
 * Mark rows some at a time: a topic has hundreds, and the page stays quick to the touch in between.
 * @param {HTMLElement[]} titles
 */
function markInTurn(titles) {
  titles.slice(0, AT_ONCE).forEach(mark);
  if (titles.length > AT_ONCE) setTimeout(() => markInTurn(titles.slice(AT_ONCE)));
}

/**
 * Give the rows below an element their marks, now and whenever rows are added.
 * @param {HTMLElement} root
 */
export function markRows(root) {
  markInTurn(titlesIn(root));
  steer(root);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof HTMLElement) || node.classList.contains("ps-flags")) continue;
        if (node.matches(LINKS)) mark(node);
        titlesIn(node).forEach(mark);
      }
    }
  }).observe(root, { childList: true, subtree: true });
  store.listen("change", (change) => {
    for (const [row, id] of rowsIn(root)) if (change.id === null || change.id === id) dress(row, id);
  });
}
