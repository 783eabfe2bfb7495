/** Above a list: how much of it is read, and a switch that leaves the read papers out. */

import { button, element } from "../elements.js";
import { progressOf } from "../figures.js";
import { rowsIn } from "./rows.js";
import { store } from "./store.js";
import { say } from "../words.js";

/**
 * The line for the rows of a list.
 *
 * A paper that is marked as read while the switch is on stays where it is until the switch is used
 * again, so that nothing jumps from under the pointer.
 * @param {HTMLElement} list
 */
export function progress(list) {
  const ids = () => new Set(rowsIn(list).map(([, id]) => id));
  const count = element("span", { class: "ps-fact", role: "status" });
  const bar = element("progress", { class: "ps-progress", "aria-hidden": "true" });
  const only = button("ps-button", () => {
    only.setAttribute("aria-pressed", String(!isOn()));
    filter();
  }, say("Unread only"));
  only.setAttribute("aria-pressed", "false");
  const isOn = () => only.getAttribute("aria-pressed") === "true";
  const nothing = element("p", { class: "ps-missing", hidden: true }, say("You have read all of these papers."));
  list.before(nothing);

  const show = () => {
    const all = ids();
    const read = [...all].filter((id) => store.field(id, "status")?.value === "read").length;
    count.textContent = progressOf(read, all.size);
    bar.max = all.size;
    bar.value = read;
  };
  const filter = () => {
    const on = isOn();
    let left = 0;
    for (const [row, id] of rowsIn(list)) {
      // An attribute of its own: `hidden` belongs to whatever else narrows the list.
      const isOut = on && store.field(id, "status")?.value === "read";
      row.toggleAttribute("data-out", isOut);
      if (!isOut) left += 1;
    }
    nothing.hidden = left > 0;
    const address = new URL(location.href);
    if (on) address.searchParams.set("show", "unread");
    else address.searchParams.delete("show");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };
  store.listen("change", show);
  show();
  if (new URL(location.href).searchParams.get("show") === "unread") only.click();
  return element("div", { class: "ps-tools__part" }, bar, count, only);
}
