/** The map by keyboard: from paper to paper, and nearer or further. */

import { isPlaced } from "./papers.js";

/** @import { Paper, PlacedPaper } from "./papers.js" */
/** @import { View } from "./view.js" */

const STEP = 1.5; // how much a key or a button enlarges
const ASIDE = 2.5; // how much further than ahead a paper aside counts
const PAN = 80; // pixels

/** @type {Record<string, [sideways: number, downwards: number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * What the buttons of the page and keys do to a view.
 * @param {View} view
 */
export const zooming = (view) => ({ in: () => view.zoomBy(STEP), out: () => view.zoomBy(1 / STEP), whole: () => view.showAll() });

/**
 * Hear a canvas's keys.
 * @param {HTMLCanvasElement} canvas
 * @param {View} view
 * @param {object} papers
 * @param {() => PlacedPaper[]} papers.candidates those that one can go to
 * @param {() => Paper | null} papers.current the one that is meant
 * @param {(paper: Paper | null, isSpoken?: boolean) => void} papers.mean
 * @param {(paper: Paper) => void} papers.open
 */
export function hearKeys(canvas, view, { candidates, current, mean, open }) {
  const zoom = zooming(view);
  /** @type {Record<string, () => void>} */
  const keys = { "+": zoom.in, "=": zoom.in, "-": zoom.out, 0: zoom.whole, Escape: () => mean(null) };

  const go = (/** @type {[number, number]} */ [sideways, downwards]) => {
    const paper = next(candidates(), current(), view, sideways, downwards);
    if (!paper) return;
    view.reveal(paper);
    mean(paper, true);
  };

  canvas.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    const meant = current();
    if (arrow && event.shiftKey) view.pan(-PAN * arrow[0], -PAN * arrow[1]);
    else if (arrow) go(arrow);
    else if (event.key === "Enter" && meant) open(meant);
    else if (Object.hasOwn(keys, event.key)) keys[event.key]();
    else return;
    event.preventDefault();
  });
  canvas.addEventListener("blur", () => mean(null));
}

/**
 * The next paper in a direction: near, and more ahead than aside. To begin with, the one nearest to the middle.
 * @param {PlacedPaper[]} papers
 * @param {Paper | null} current
 * @param {View} view
 * @param {number} sideways
 * @param {number} downwards
 * @returns {PlacedPaper | null}
 */
function next(papers, current, view, sideways, downwards) {
  const here = view.pixels(current && isPlaced(current) ? current : view.middle);
  let best = null;
  let least = Infinity;
  for (const paper of papers) {
    const { left, top } = view.pixels(paper);
    const [x, y] = [left - here.left, top - here.top];
    const ahead = x * sideways + y * downwards;
    const aside = Math.abs(x * downwards) + Math.abs(y * sideways);
    const cost = current === null ? Math.hypot(x, y) : ahead > 0 ? ahead + ASIDE * aside : Infinity;
    if (paper !== current && cost < least) [best, least] = [paper, cost];
  }
  return best;
}
