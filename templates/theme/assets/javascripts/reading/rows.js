/** Every row of a paper gets its marks, also those that a search or another script adds later. */

import { element } from "../elements.js";
import { dress, marks, naming } from "./marks.js";
import { store } from "./store.js";

const LINKS = "li a[data-id]";
const AT_ONCE = 10; // rows

/** The rows below an element, as pairs of the row and its paper's id. */
export function rowsIn(root) {
  return [...root.querySelectorAll(LINKS)].map((title) => [title.closest("li"), title.dataset.id]);
}

/** A row of a list gets its buttons; one of an index, which is a title and no more, a few words. */
function mark(title) {
  const row = title.closest("li");
  const { id } = title.dataset;
  if (row.querySelector(":scope > :is(.ps-flags, .ps-said)")) return;
  if (row.matches(".ps-list > *")) row.append(marks(id, title.textContent));
  else row.append(" ", element("span", { class: "ps-fact ps-said" }));
  dress(row, id);
}

/** Mark rows some at a time: a topic has hundreds, and the page stays quick to the touch in between. */
function markInTurn(titles) {
  titles.slice(0, AT_ONCE).forEach(mark);
  if (titles.length > AT_ONCE) setTimeout(() => markInTurn(titles.slice(AT_ONCE)));
}

/** Give the rows below an element their marks, now and whenever rows are added. */
export function markRows(root) {
  markInTurn([...root.querySelectorAll(LINKS)]);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE || node.classList.contains("ps-flags")) continue;
        if (node.matches(LINKS)) mark(node);
        node.querySelectorAll(LINKS).forEach(mark);
      }
    }
  }).observe(root, { childList: true, subtree: true });
  store.addEventListener("change", ({ detail }) => {
    for (const title of root.querySelectorAll(`${LINKS}${naming(detail.id)}`)) dress(title.closest("li"), title.dataset.id);
  });
}
