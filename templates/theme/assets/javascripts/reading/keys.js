/**
 * The keyboard in lists of papers: a row is one stop, arrows go within it, and letters go on and mark.
 * Letters work only while the focus is in a list, and can be switched off (WCAG 2.1.4).
 */

import { button, element } from "../elements.js";
import { say } from "../words.js";

const STORE = "papershelf.keys";
const ROW = ".ps-list > li";
const STOPS = "a[href], button, summary";

/** @type {[keys: string, does: string][]} */
const KEYS = [
  ["↓ j", say("next paper")],
  ["↑ k", say("previous paper")],
  ["→ ←", say("within the row")],
  ["Enter", say("open the paper")],
  ["o", say("open or close the summary")],
  ["s", say("star")],
  ["t", say("to read")],
  ["r", say("read")],
  ["n", say("write a note, on its page")],
  ["/", say("search")],
  ["?", say("this help")],
];
/** @type {Record<string, string>} */
const MARK_OF = { s: say("star"), t: "later", r: say("read") };

/** Whether letters are keys; a browser that stores nothing has them. */
function areOn() {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
function turn(on) {
  try {
    if (on) localStorage.removeItem(STORE);
    else localStorage.setItem(STORE, "off");
  } catch {
    // The choice lasts as long as the page.
  }
}

/** @param {ParentNode} root @returns {HTMLElement[]} */
const rowsOf = (root) =>
  [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(ROW))].filter((row) => row.checkVisibility());

/** @param {Element} row @returns {HTMLElement[]} */
const stopsOf = (row) => [.../** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll(STOPS))];

/**
 * Make a row one stop of the Tab key: its title.
 * @param {Element} row
 */
function settle(row) {
  for (const stop of stopsOf(row)) {
    if (!stop.matches(".ps-row__title a")) stop.tabIndex = -1;
  }
}

/** The dialog that says the keys and switches the letters off. */
function help() {
  const list = element("dl", {}, ...KEYS.map(([keys, does]) =>
    element("div", {}, element("dt", {}, ...keys.split(" ").flatMap((key) => [element("kbd", {}, key), " "])), element("dd", {}, does))));
  const letters = element("input", { type: "checkbox", id: "ps-letters" });
  letters.checked = areOn();
  letters.addEventListener("change", () => turn(letters.checked));
  const close = button("ps-button", () => dialog.close(), say("Close"));
  const dialog = element("dialog", { class: "ps-keys", "aria-labelledby": "ps-keys-title" },
    element("h2", { id: "ps-keys-title" }, say("Keys in a list of papers")), list,
    element("label", {}, letters, say(" Letters and ? are keys")), close);
  dialog.addEventListener("close", () => dialog.remove());
  (document.querySelector("#ps-content") ?? document.body).append(dialog);
  dialog.showModal();
}

/**
 * What a letter does in a row.
 * @param {string} key
 * @param {HTMLElement} row
 * @returns {boolean} whether it is a key
 */
function act(key, row) {
  const title = row.querySelector("a[data-id]");
  if (Object.hasOwn(MARK_OF, key)) {
    /** @type {HTMLElement | null} */ (row.querySelector(`button[data-mark="${MARK_OF[key]}"]`))?.click();
  } else if (key === "n" && title instanceof HTMLAnchorElement) {
    location.href = `${title.href}#ps-note`;
  } else if (key === "o") {
    /** @type {HTMLElement | null} */ (row.querySelector(".ps-more > summary"))?.click();
  } else if (key === "?") {
    help();
  } else return false;
  return true;
}

/**
 * Go on from a row, or within it.
 * @param {string} key
 * @param {HTMLElement} row
 * @param {ParentNode} root
 */
function go(key, row, root) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[key];
  if (step) {
    const rows = rowsOf(root);
    const next = rows[rows.indexOf(row) + step]?.querySelector("a[data-id]");
    if (next instanceof HTMLElement) next.focus();
    return true;
  }
  const side = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!side) return false;
  const stops = stopsOf(row);
  stops[stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + side]?.focus();
  return true;
}

/**
 * Steer the lists below an element by keys, also the rows that are added later.
 * @param {HTMLElement} root
 */
export function steer(root) {
  for (const row of root.querySelectorAll(ROW)) settle(row);
  new MutationObserver((changes) => {
    const rows = changes.flatMap(({ target, addedNodes }) => [target, ...addedNodes]);
    for (const node of rows) {
      const row = node instanceof Element && node.closest(ROW);
      if (row && root.contains(row)) settle(row);
      else if (node instanceof Element) node.querySelectorAll(ROW).forEach(settle);
    }
  }).observe(root, { childList: true, subtree: true });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const row = event.target instanceof Element ? event.target.closest(ROW) : null;
    if (!(row instanceof HTMLElement) || (event.target instanceof Element && event.target.closest("input, textarea, select"))) return;
    if (event.key.length === 1 && !areOn()) return;
    if (go(event.key, row, root) || act(event.key, row)) event.preventDefault();
  });
}

/** A button that says the keys, for those who do not know of `?` and those who switched it off. */
export const keysButton = () => button("ps-button ps-keys-button", help, say("Keys"));
