/** What narrows a search, above its results. */

import { button, element } from "../elements.js";
import { nameOf } from "./panel.js";
import { chosen, drop, dropAll } from "./state.js";
import { say } from "../words.js";

/** @import { Facets } from "./facets.js" */
/** @import { Step } from "./panel.js" */
/** @import { State } from "./state.js" */

/**
 * Show what narrows the search, each with a way to drop it.
 * @param {HTMLElement} chips where
 * @param {{state: State, facets: Facets, step: Step}} search
 */
export function showChosen(chips, { state, facets, step }) {
  const index = [...chips.querySelectorAll("button")].findIndex((each) => each === document.activeElement);
  const buttons = chosen(state).map(([facet, value]) => {
    const press = () => step((before) => drop(before, facet, value));
    const made = button("ps-chip ps-drop", press, nameOf(facets, facet, value), element("span", { "aria-hidden": "true" }, " ×"));
    made.setAttribute("aria-label", say("Remove the filter %(name)s", { name: nameOf(facets, facet, value) }));
    return made;
  });
  if (buttons.length > 1) buttons.push(button("ps-textbutton", () => step(dropAll), say("Clear all")));
  chips.replaceChildren(...buttons.map((each) => element("li", {}, each)));
  chips.hidden = !buttons.length;
  // Whoever has removed one goes on from the next.
  if (index >= 0) buttons[Math.min(index, buttons.length - 1)]?.focus();
}
