/** A button that opens a few more: closed by Escape, by a click elsewhere and by moving on. */

import { button, element } from "../elements.js";

let made = 0;

/**
 * The button and its panel.
 * @param {string} label of the button
 * @param {Node} picture before the label
 * @param {Node[]} items of the panel
 * @param {() => void} [prepare] called before it opens
 */
export function menu(label, picture, items, prepare = () => {}) {
  made += 1;
  const panel = element("div", { class: "ps-menu__panel", id: `ps-menu-${made}`, hidden: true }, ...items);
  const opener = button("ps-button", toggle, picture, label);
  opener.setAttribute("aria-controls", panel.id);
  opener.setAttribute("aria-expanded", "false");
  const box = element("div", { class: "ps-menu" }, opener, panel);
  /** @param {boolean} isOpen */
  const turn = (isOpen) => {
    panel.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
  };
  function toggle() {
    if (!panel.hidden) {
      turn(false);
      return;
    }
    prepare();
    turn(true);
    // Towards the side that has more room.
    const { left, right } = opener.getBoundingClientRect();
    box.classList.toggle("ps-menu--end", left + right > document.documentElement.clientWidth);
  }
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    turn(false);
    opener.focus();
  });
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !box.contains(relatedTarget)) turn(false);
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Node && !box.contains(target)) turn(false);
  });
  return box;
}
