/** A mark of a picture is too small for a finger: a touch near it says its name, and the name leads where the mark does. */

import { element } from "./elements.js";

const NEAR = 24; // pixels between a finger and the mark that it means

/** @type {NodeListOf<SVGSVGElement>} */
const pictures = document.querySelectorAll("svg.ps-chart");
for (const picture of pictures) speakToFingers(picture);

/** @param {SVGSVGElement} picture */
function speakToFingers(picture) {
  const said = element("p", { class: "ps-chart__said", role: "status" });
  picture.after(said);
  let isFinger = false;
  picture.addEventListener("pointerdown", ({ pointerType }) => (isFinger = pointerType === "touch"));
  picture.addEventListener("click", (event) => {
    if (!isFinger) return;
    event.preventDefault();
    const mark = nearest(picture, event);
    const name = mark?.querySelector("title")?.textContent;
    said.replaceChildren(...(mark && name ? [element("a", { href: mark.href.baseVal }, name)] : []));
  });
}

/**
 * The mark that a touch means.
 * @param {SVGSVGElement} picture
 * @param {{clientX: number, clientY: number}} touch
 */
function nearest(picture, { clientX, clientY }) {
  /** @type {SVGAElement | null} */
  let found = null;
  let least = NEAR;
  for (const mark of picture.querySelectorAll("a")) {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const distance = Math.hypot(Math.max(left - clientX, clientX - right, 0), Math.max(top - clientY, clientY - bottom, 0));
    if (distance < least) [found, least] = [mark, distance];
  }
  return found;
}
