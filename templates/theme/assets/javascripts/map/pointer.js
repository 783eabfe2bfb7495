/** Wheel, dragging, pinching, pointing and clicking. */

/** @import { Paper } from "./papers.js" */
/** @import { Spot, View } from "./view.js" */

const MOVED = 4; // pixels from which a press is a drag
const DOUBLE = 2; // how much two clicks enlarge

/**
 * Hear a canvas's pointers.
 * @param {HTMLCanvasElement} canvas
 * @param {View} view
 * @param {object} papers
 * @param {(pixels: Spot) => Paper | null} papers.find
 * @param {(paper: Paper | null, isSpoken?: boolean) => void} papers.mean
 * @param {(paper: Paper, isApart: boolean) => void} papers.open
 * @param {(paper: Paper) => boolean} papers.isMeant
 */
export function hearPointers(canvas, view, { find, mean, open, isMeant }) {
  /** @type {Map<number, Spot>} */
  const fingers = new Map();
  let isDrag = false;

  const pixels = (/** @type {MouseEvent} */ event) => {
    const corner = canvas.getBoundingClientRect();
    return { left: event.clientX - corner.left, top: event.clientY - corner.top };
  };

  canvas.addEventListener(
    "wheel",
    (event) => {
      // The whole map cannot get smaller: the page scrolls on.
      if (event.deltaY > 0 && view.zoom === 1) return;
      event.preventDefault();
      const turned = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
      view.enlarge(Math.exp(-Math.min(Math.max(turned, -120), 120) * (event.ctrlKey ? 0.01 : 0.003)), pixels(event));
      mean(find(pixels(event)));
    },
    { passive: false },
  );

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (fingers.size === 0) isDrag = false;
    fingers.set(event.pointerId, pixels(event));
    canvas.setPointerCapture(event.pointerId);
  });

  canvas.addEventListener("pointermove", (event) => {
    const now = pixels(event);
    const before = fingers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") mean(find(now));
      return;
    }
    const [left, top] = [now.left - before.left, now.top - before.top];
    const other = [...fingers].find(([finger]) => finger !== event.pointerId)?.[1];
    if (other) {
      isDrag = true;
      const apart = (/** @type {Spot} */ one) => Math.hypot(one.left - other.left, one.top - other.top) || 1;
      view.enlarge(apart(now) / apart(before), { left: (now.left + other.left) / 2, top: (now.top + other.top) / 2 });
      view.pan(left / 2, top / 2);
    } else if (isDrag || Math.hypot(left, top) > MOVED) {
      isDrag = true;
      view.pan(left, top);
    } else return;
    if (event.pointerType !== "touch") mean(null);
    fingers.set(event.pointerId, now);
  });

  canvas.addEventListener("pointerup", (event) => {
    const wasPressed = fingers.delete(event.pointerId);
    if (!wasPressed || isDrag) return;
    const paper = find(pixels(event));
    // A finger cannot hover: its first touch shows the paper, the second opens it.
    if (paper && (event.pointerType !== "touch" || isMeant(paper))) open(paper, event.ctrlKey || event.metaKey);
    else mean(paper, true);
  });

  canvas.addEventListener("dblclick", (event) => view.zoomBy(DOUBLE, pixels(event)));
  canvas.addEventListener("pointercancel", (event) => fingers.delete(event.pointerId));
  canvas.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch" && document.activeElement !== canvas) mean(null);
  });
}
