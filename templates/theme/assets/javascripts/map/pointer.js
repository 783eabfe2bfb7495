/** Wheel, dragging, pinching, pointing and clicking. */

/** @import { Paper } from "./papers.js" */
/** @import { Spot, View } from "./view.js" */

const MOVED = 4; // pixels from which a press is a drag
const DOUBLE = 2; // how much two clicks enlarge

/**
 * @typedef {object} Papers
 * @property {(pixels: Spot) => Paper | null} find
 * @property {(paper: Paper | null, isSpoken?: boolean) => void} mean
 * @property {(paper: Paper, isApart: boolean) => void} open
 * @property {(paper: Paper) => boolean} isMeant
 */

/**
 * Hear a canvas's pointers.
 * @param {HTMLCanvasElement} canvas
 * @param {View} view
 * @param {Papers} papers
 */
export function hearPointers(canvas, view, papers) {
  new Pointers(canvas, view, papers).hear();
}

class Pointers {
  /** @type {Map<number, Spot>} */
  #fingers = new Map();
  #isDrag = false;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {View} view
   * @param {Papers} papers
   */
  constructor(canvas, view, papers) {
    this.canvas = canvas;
    this.view = view;
    this.papers = papers;
  }

  hear() {
    const { canvas, view, papers } = this;
    canvas.addEventListener("wheel", (event) => this.#turn(event), { passive: false });
    canvas.addEventListener("pointerdown", (event) => this.#press(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => this.#release(event));
    canvas.addEventListener("dblclick", (event) => view.zoomBy(DOUBLE, this.#pixels(event)));
    canvas.addEventListener("pointercancel", (event) => this.#fingers.delete(event.pointerId));
    canvas.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch" && document.activeElement !== canvas) papers.mean(null);
    });
  }

  /** @param {MouseEvent} event */
  #pixels(event) {
    const corner = this.canvas.getBoundingClientRect();
    return { left: event.clientX - corner.left, top: event.clientY - corner.top };
  }

  /** @param {WheelEvent} event */
  #turn(event) {
    // The whole map cannot get smaller: the page scrolls on.
    if (event.deltaY > 0 && this.view.zoom === 1) return;
    event.preventDefault();
    const turned = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
    const spot = this.#pixels(event);
    this.view.enlarge(Math.exp(-Math.min(Math.max(turned, -120), 120) * (event.ctrlKey ? 0.01 : 0.003)), spot);
    this.papers.mean(this.papers.find(spot));
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0) return;
    if (this.#fingers.size === 0) this.#isDrag = false;
    this.#fingers.set(event.pointerId, this.#pixels(event));
    this.canvas.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const now = this.#pixels(event);
    const before = this.#fingers.get(event.pointerId);
    const canHover = event.pointerType !== "touch";
    if (!before) {
      if (canHover) this.papers.mean(this.papers.find(now));
      return;
    }
    const [left, top] = [now.left - before.left, now.top - before.top];
    const other = [...this.#fingers].find(([finger]) => finger !== event.pointerId)?.[1];
    if (!other && !this.#isDrag && Math.hypot(left, top) <= MOVED) return;
    this.#isDrag = true;
    if (other) this.#pinch(before, now, other);
    else this.view.pan(left, top);
    if (canHover) this.papers.mean(null);
    this.#fingers.set(event.pointerId, now);
  }

  /**
   * @param {Spot} before
   * @param {Spot} now
   * @param {Spot} other where the other finger is
   */
  #pinch(before, now, other) {
    const apart = (/** @type {Spot} */ one) => Math.hypot(one.left - other.left, one.top - other.top) || 1;
    this.view.enlarge(apart(now) / apart(before), { left: (now.left + other.left) / 2, top: (now.top + other.top) / 2 });
    this.view.pan((now.left - before.left) / 2, (now.top - before.top) / 2);
  }

  /** @param {PointerEvent} event */
  #release(event) {
    const wasPressed = this.#fingers.delete(event.pointerId);
    if (!wasPressed || this.#isDrag) return;
    const { find, mean, open, isMeant } = this.papers;
    const paper = find(this.#pixels(event));
    // A finger cannot hover: its first touch shows the paper, the second opens it.
    if (paper && (event.pointerType !== "touch" || isMeant(paper))) open(paper, event.ctrlKey || event.metaKey);
    else mean(paper, true);
  }
}
