/**
 * A mark of a picture leads to what it counts. It is too small for a finger: a touch near it says its name, and the name
 * leads on. The table below a picture has the same links for a keyboard and a screen reader.
 */

import { element } from "./elements.js";

const NEAR = 24; // pixels between a finger and the mark that it means

/** @type {NodeListOf<SVGSVGElement>} */
const pictures = document.querySelectorAll("svg.ps-chart");
for (const picture of pictures) lead(picture);

/** @param {SVGSVGElement} picture */
function lead(picture) {
  const said = element("p", { class: "ps-chart__said", role: "status" });
  picture.after(said);
  let isFinger = false;
  picture.addEventListener("pointerdown", ({ pointerType }) => (isFinger = pointerType === "touch"));
  picture.addEventListener("click", (event) => {
    const mark = nearest(picture, event, isFinger ? NEAR : 1);
    const leads = mark?.dataset.leads;
    if (!isFinger && leads) location.assign(leads);
    else said.replaceChildren(...(mark && leads ? [element("a", { href: leads }, mark.textContent ?? "")] : []));
  });
}

/**
 * The mark that a touch means.
 * @param {SVGSVGElement} picture
 * @param {{clientX: number, clientY: number}} touch
 * @param {number} least pixels that are too far from it
 */
function nearest(picture, { clientX, clientY }, least) {
  /** @type {SVGElement | null} */
  let found = null;
  /** @type {NodeListOf<SVGElement>} */
  const marks = picture.querySelectorAll("[data-leads]");
  for (const mark of marks) {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const distance = Math.hypot(Math.max(left - clientX, clientX - right, 0), Math.max(top - clientY, clientY - bottom, 0));
    if (distance < least) [found, least] = [mark, distance];
  }
  return found;
}
