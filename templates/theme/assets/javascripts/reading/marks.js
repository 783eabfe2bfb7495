/** The three marks of a paper as buttons that stay in step with the store, in every tab. */

import { element, icon } from "../elements.js";
import { store } from "./store.js";
import { say } from "../words.js";
import "./merged.js";
import "./unkept.js";

/** @import { Name } from "./store.js" */

/**
 * @typedef {object} Mark
 * @property {string} label of its button
 * @property {string} said of what is marked so
 * @property {Name} field what it is in the store
 * @property {string | boolean} value
 * @property {string} outline of its picture
 */

/** @type {Record<"star" | "later" | "read", Mark>} */
export const MARKS = {
  star: {
    label: say("Star"),
    said: say("starred"),
    field: "star",
    value: true,
    outline: "M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z",
  },
  later: {
    label: say("To read"),
    said: say("to read"),
    field: "status",
    value: "later",
    outline: "M6.5 4h11v16l-5.5-4.2L6.5 20z",
  },
  read: { label: say("Read"), said: say("read"), field: "status", value: "read", outline: "M4.5 12.8l4.8 4.7L19.5 7" },
};

/**
 * The selector of what names a paper, or any paper where the id is null.
 * @param {string | null} id
 */
export function naming(id) {
  return id === null ? "[data-id]" : `[data-id="${CSS.escape(id)}"]`;
}

/**
 * Whether a mark is set.
 * @param {string} id
 * @param {Mark} mark
 */
const isSet = (id, { field, value }) => store.field(id, field)?.value === value;

/**
 * The buttons of one paper.
 * @param {string} id of the paper
 * @param {string|null} title says whose buttons they are where many are on a page; null: on its own page
 */
export function marks(id, title) {
  const buttons = Object.entries(MARKS).map(([name, mark]) =>
    element(
      "button",
      {
        type: "button",
        class: title === null ? "ps-button ps-flag" : "ps-flag",
        "data-mark": name,
        "data-id": id,
        "aria-pressed": String(isSet(id, mark)),
        "aria-label": title !== null && `${mark.label}: ${title}`,
        title: title !== null && mark.label,
      },
      icon(mark.outline),
      ...(title === null ? [mark.label] : []),
    ),
  );
  return element("div", { class: "ps-flags", role: "group", "aria-label": say("Your marks") }, ...buttons);
}

/**
 * Show on a row what its paper is to the reader; where it has no buttons, in words.
 * @param {HTMLElement} row
 * @param {string} id
 */
export function dress(row, id) {
  row.dataset.status = store.field(id, "status")?.value ?? "";
  const said = row.querySelector(":scope > .ps-said");
  const set = Object.values(MARKS).filter((mark) => isSet(id, mark));
  if (said) said.textContent = set.map((mark) => mark.said).join(" · ");
}

/**
 * What one of the buttons is for; nothing where it is none of them.
 * @param {Element | null} pressed
 */
function meaningOf(pressed) {
  if (!(pressed instanceof HTMLElement)) return null;
  const { id, mark } = pressed.dataset;
  return id && mark && Object.hasOwn(MARKS, mark) ? { id, mark: MARKS[/** @type {keyof typeof MARKS} */ (mark)] } : null;
}

document.addEventListener("click", ({ target }) => {
  const meant = target instanceof Element && meaningOf(target.closest("button[data-mark]"));
  if (meant) store.set(meant.id, meant.mark.field, isSet(meant.id, meant.mark) ? null : meant.mark.value);
});

store.listen("change", (change) => {
  for (const button of document.querySelectorAll(`button[data-mark]${naming(change.id)}`)) {
    const meant = meaningOf(button);
    if (meant) button.setAttribute("aria-pressed", String(isSet(meant.id, meant.mark)));
  }
});
