/**
 * A mark of a picture, or a name in it, leads to what it counts. A mouse reads beside a mark what it is. For a finger marks
 * are too small: a touch near one says its name, and the name leads on. The table below a picture has the same links for a
 * keyboard and a screen reader.
 */

import { element } from "./elements.js";

const NEAR_FINGER = 24; // pixels between a touch and the mark that it means
const NEAR_MOUSE = 8;
const APART = 12; // pixels between a mouse and what it reads

/** @typedef {{name: string, lang: string | null, isWhole: boolean}} Said what a mark is, and whether the picture says it itself */

/** @type {NodeListOf<SVGSVGElement>} */
const pictures = document.querySelectorAll("svg.ps-chart");
for (const picture of pictures) lead(picture);

/** @param {SVGSVGElement} picture */
function lead(picture) {
  const marks = named(picture);
  const said = element("p", { class: "ps-chart__said", role: "status" });
  const tip = element("span", { class: "ps-chart__tip", "aria-hidden": "true", hidden: true });
  picture.after(tip, said);
  let isFinger = false;
  picture.addEventListener("pointerdown", ({ pointerType }) => (isFinger = pointerType === "touch"));
  picture.addEventListener("click", (event) => {
    const mark = nearest(marks.keys(), event, isFinger ? NEAR_FINGER : NEAR_MOUSE);
    const leads = mark?.dataset.leads;
    if (!isFinger && leads) follow(leads, event);
    else said.replaceChildren(...(mark && leads ? [element("a", { href: leads, lang: marks.get(mark)?.lang }, marks.get(mark)?.name ?? "")] : []));
  });
  picture.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    const mark = nearest(marks.keys(), event, NEAR_MOUSE);
    point(picture, mark);
    const its = mark && marks.get(mark);
    tip.hidden = !its || its.isWhole;
    if (its && !its.isWhole) show(tip, its, event);
  });
  picture.addEventListener("pointerleave", () => {
    point(picture, null);
    tip.hidden = true;
  });
}

/**
 * What can be pointed at, and what it is. The browser's own titles come late and small, and would come as well.
 * @param {SVGSVGElement} picture
 * @returns {Map<SVGElement, Said>}
 */
function named(picture) {
  /** @type {Map<SVGElement, Said>} */
  const marks = new Map();
  /** @type {NodeListOf<SVGElement>} */
  const leading = picture.querySelectorAll("[data-leads]");
  for (const mark of leading) {
    const title = mark.querySelector("title");
    title?.remove();
    marks.set(mark, { name: (title ?? mark).textContent ?? "", lang: title?.getAttribute("lang") ?? null, isWhole: !title });
  }
  return marks;
}

/**
 * Show which mark is meant.
 * @param {SVGSVGElement} picture
 * @param {SVGElement | null} mark
 */
function point(picture, mark) {
  for (const other of picture.querySelectorAll(".ps-chart__meant")) if (other !== mark) other.classList.remove("ps-chart__meant");
  mark?.classList.add("ps-chart__meant");
  picture.classList.toggle("ps-chart--leads", mark !== null);
}

/**
 * Say beside the mouse what a mark is, on the side that has room.
 * @param {HTMLElement} tip
 * @param {Said} said
 * @param {PointerEvent} mouse
 */
function show(tip, { name, lang }, { clientX, clientY }) {
  tip.replaceChildren(element("span", { lang }, name));
  const frame = /** @type {HTMLElement} */ (tip.offsetParent ?? tip.parentElement);
  const { left, top } = frame.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const x = clientX + APART + tip.offsetWidth > room ? clientX - APART - tip.offsetWidth : clientX + APART;
  tip.style.left = `${Math.max(0, x) - left}px`;
  tip.style.top = `${clientY - top - tip.offsetHeight - APART / 2}px`;
}

/**
 * Go where a mark leads, or open it beside this page, as with a link.
 * @param {string} leads
 * @param {MouseEvent} click
 */
function follow(leads, { ctrlKey, metaKey, shiftKey }) {
  if (ctrlKey || metaKey || shiftKey) window.open(leads, "_blank", "noopener");
  else location.assign(leads);
}

/**
 * The mark that somebody means.
 * @param {Iterable<SVGElement>} marks
 * @param {{clientX: number, clientY: number}} point
 * @param {number} least pixels that are too far from it
 */
function nearest(marks, { clientX, clientY }, least) {
  /** @type {SVGElement | null} */
  let found = null;
  for (const mark of marks) {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const distance = Math.hypot(Math.max(left - clientX, clientX - right, 0), Math.max(top - clientY, clientY - bottom, 0));
    if (distance < least) [found, least] = [mark, distance];
  }
  return found;
}
