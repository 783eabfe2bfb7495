/** Where the facets are: in a side column, or on a phone in a sheet that a thumb can reach. */

import { button, element } from "../elements.js";
import { say } from "../words.js";

const NARROW = matchMedia("(max-width: 59.9rem)");

/** Whether there is room for a side column. */
export const isRoomy = () => !NARROW.matches;

/**
 * Let parts of the page wander into the sheet and back as the window's width asks for.
 *
 * @param {HTMLDialogElement} dialog The sheet.
 * @param {[HTMLElement, HTMLElement][]} parts Each part, with where it is when there is room.
 * @param {object} does
 * @param {() => void} does.furnish Called whenever the parts come to be seen.
 * @param {() => void} does.clear What 'Clear all' does.
 * @returns {{open: () => void, isSeen: () => boolean, count: (shown: string, chosen: number) => void}}
 */
export function arrange(dialog, parts, { furnish, clear }) {
  const body = element("div", { class: "ps-sheet__body", tabindex: "0", role: "group", "aria-label": say("Filters") });
  const done = button("ps-sheet__done", () => dialog.close(), say("Show the papers"));
  const press = () => {
    clear();
    body.focus();
  };
  const reset = button("ps-textbutton", press, say("Clear all"));
  dialog.append(head(dialog), body, element("div", { class: "ps-sheet__foot" }, reset, done));
  // A tap beside the sheet closes it: it arrives at the dialog itself.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  const place = () => {
    if (!NARROW.matches && dialog.open) dialog.close();
    for (const [part, home] of parts) (NARROW.matches ? body : home).append(part);
  };
  NARROW.addEventListener("change", () => {
    place();
    furnish();
  });
  place();
  return {
    open() {
      dialog.showModal();
      furnish();
    },
    isSeen: () => !NARROW.matches || dialog.open,
    count(shown, chosen) {
      done.textContent = shown;
      reset.hidden = chosen === 0;
    },
  };
}

/** @param {HTMLDialogElement} dialog */
function head(dialog) {
  const heading = element("h2", { id: "ps-sheet-name" }, say("Filters and order"));
  return element("div", { class: "ps-sheet__head" }, heading, button("ps-textbutton", () => dialog.close(), say("Close")));
}
