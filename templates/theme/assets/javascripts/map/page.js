/**
 * The map: every paper a point on a canvas, a list of those in view beside it, one filter for both.
 * Everything that is shown is set as text, never as markup.
 */

import { required } from "../elements.js";
import { Card } from "./card.js";
import { Filter } from "./filter.js";
import { hearKeys, zooming } from "./keys.js";
import { List } from "./list.js";
import { address, isPlaced, load } from "./papers.js";
import { Picture } from "./picture.js";
import { hearPointers } from "./pointer.js";
import { View } from "./view.js";

/** @import { Chart, Paper } from "./papers.js" */
/** @import { Spot } from "./view.js" */

const REACH = 14; // pixels from a point at which it is meant
const PAUSE = 150; // milliseconds between the last movement and the list
const NEAR = 5; // zoom at which a paper that the address names is shown

const root = required("[data-map]", HTMLElement);
/** @type {<T extends Element>(name: string, type: new () => T) => T} */
const part = (name, type) => required(`[data-map-${name}]`, type, root);
const canvas = part("canvas", HTMLCanvasElement);

/** @param {Chart} chart */
function start(chart) {
  const view = new View();
  const buttons = /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll("[data-map-topic]")]);
  const filter = new Filter(chart, part("tag", HTMLSelectElement), buttons);
  const card = new Card(part("tip", HTMLAnchorElement), part("status", HTMLElement), chart.tags);
  const picture = new Picture(canvas, { chart, view, filter }, {
    frame: part("frame", HTMLElement),
    swatches: buttons.map((button) => required("[data-topic]", HTMLElement, button)),
    quiet: required("#ps-map-keys", HTMLElement),
    covers: [part("buttons", HTMLElement)],
  });
  const parts = { count: part("count", HTMLElement), papers: part("papers", HTMLElement), more: part("more", HTMLElement) };
  const list = new List(parts, mean);

  /**
   * Mean a paper: the one under the pointer, that the keyboard is on, or that the list points at.
   * @param {Paper | null} paper
   * @param {boolean} [isSpoken]
   */
  function mean(paper, isSpoken = false) {
    picture.current = paper;
    root.dataset.mapCurrent = paper?.slug ?? "";
    canvas.classList.toggle("ps-map__hit", paper !== null);
    card.fill(paper, isSpoken);
    follow();
    picture.paint();
  }

  /** Keep the card at its paper, as long as that is in sight. */
  function follow() {
    const paper = picture.current;
    const spot = paper !== null && isPlaced(paper) ? view.pixels(paper) : null;
    card.place(spot && view.shows(spot) ? spot : null, view);
  }

  /**
   * The paper nearest to some pixels, if one is within reach.
   * @param {Spot} pixels
   */
  function find(pixels) {
    let best = null;
    let least = REACH;
    for (const paper of chart.placed.near(view.place(pixels), REACH / view.span.x, REACH / view.span.y)) {
      const spot = view.pixels(paper);
      const distance = Math.hypot(spot.left - pixels.left, spot.top - pixels.top);
      if (distance < least && filter.keeps(paper)) [best, least] = [paper, distance];
    }
    return best;
  }

  /**
   * @param {Paper} paper
   * @param {boolean} [isApart]
   */
  function open(paper, isApart = false) {
    if (isApart) window.open(address(paper), "_blank", "noopener");
    else location.assign(address(paper));
  }

  /** List the papers in view; one without a place is in view where all of the map is. */
  function enumerate() {
    const isWhole = view.zoom === 1;
    const span = view.span;
    const isSeen = (/** @type {Paper} */ paper) => (isPlaced(paper) ? view.shows(view.pixels(paper, span)) : isWhole);
    const found = chart.papers.filter((paper) => filter.keeps(paper) && isSeen(paper));
    list.show(found, isWhole && filter.isOpen ? "on the list" : "in view");
  }

  let pause = 0;
  view.addEventListener("change", () => {
    root.dataset.mapZoom = view.zoom.toFixed(2);
    // Where the whole map is shown, a finger scrolls the page.
    canvas.style.touchAction = view.zoom > 1 ? "none" : "pan-y";
    follow();
    picture.paint();
    clearTimeout(pause);
    pause = setTimeout(enumerate, PAUSE);
  });
  filter.addEventListener("change", () => {
    picture.paint();
    enumerate();
  });

  const candidates = () => chart.placed.all.filter((paper) => filter.keeps(paper));
  hearKeys(canvas, view, { candidates, current: () => picture.current, mean, open });
  hearPointers(canvas, view, { find, mean, open, isMeant: (paper) => paper === picture.current });
  const zoom = zooming(view);
  for (const [name, turn] of Object.entries(zoom)) {
    root.querySelector(`[data-map-zoom="${name}"]`)?.addEventListener("click", turn);
  }

  const wanted = new URL(location.href).searchParams.get("paper");
  const named = chart.placed.all.find((paper) => paper.slug === wanted);
  picture.resize();
  if (named) view.centre(named, NEAR);
  enumerate();
  if (named) mean(named, true);

  new ResizeObserver(() => picture.resize()).observe(canvas);
  const repaint = () => picture.readColours();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  matchMedia("print").addEventListener("change", repaint); // Paper is light.
  for (const node of [document.documentElement, document.body]) {
    new MutationObserver(repaint).observe(node, { attributeFilter: ["data-md-color-scheme"] });
  }
}

const chart = await load().catch(() => null);
if (chart === null) part("count", HTMLElement).textContent = "The map could not be loaded. Reload the page to try again.";
else start(chart);
root.dataset.mapState = chart === null ? "error" : "ready";
