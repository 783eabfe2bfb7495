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
import { papersOf } from "../figures.js";
import { say } from "../words.js";

/** @import { Chart, Paper } from "./papers.js" */
/** @import { Spot } from "./view.js" */

const REACH = 14; // pixels from a point at which it is meant
const PAUSE = 150; // milliseconds between the last movement and the list
const NEAR = 5; // zoom at which a paper that the address names is shown

const root = required("[data-map]", HTMLElement);
/** @type {<T extends Element>(name: string, type: new () => T) => T} */
const part = (name, type) => required(`[data-map-${name}]`, type, root);
const canvas = part("canvas", HTMLCanvasElement);

/** The parts of the page, and what happens among them. */
class MapPage {
  #view = new View();
  #pause = 0;

  /** @param {Chart} chart */
  constructor(chart) {
    const view = this.#view;
    const buttons = /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll("[data-map-topic]")]);
    this.chart = chart;
    this.filter = new Filter(chart, part("tag", HTMLSelectElement), buttons);
    this.card = new Card(part("tip", HTMLAnchorElement), part("status", HTMLElement), chart.tags);
    this.picture = new Picture(canvas, { chart, view, filter: this.filter }, {
      frame: part("frame", HTMLElement),
      swatches: buttons.map((button) => required("[data-topic]", HTMLElement, button)),
      quiet: required("#ps-map-keys", HTMLElement),
      covers: [part("buttons", HTMLElement)],
    });
    const parts = { count: part("count", HTMLElement), papers: part("papers", HTMLElement), more: part("more", HTMLElement) };
    this.list = new List(parts, (paper) => this.#mean(paper));
  }

  /** Show the map, at the paper that the address names, and listen from then on. */
  start() {
    this.#hear();
    const wanted = new URL(location.href).searchParams.get("paper");
    const named = this.chart.placed.all.find((paper) => paper.slug === wanted);
    this.picture.resize();
    if (named) this.#view.centre(named, NEAR);
    this.#enumerate();
    if (named) this.#mean(named, true);
    this.#watch();
  }

  #hear() {
    const view = this.#view;
    view.addEventListener("change", () => this.#turn());
    this.filter.addEventListener("change", () => {
      this.picture.paint();
      this.#enumerate();
    });
    const mean = (/** @type {Paper | null} */ paper, /** @type {boolean} */ isSpoken = false) => this.#mean(paper, isSpoken);
    const candidates = () => this.chart.placed.all.filter((paper) => this.filter.keeps(paper));
    hearKeys(canvas, view, { candidates, current: () => this.picture.current, mean, open });
    hearPointers(canvas, view, {
      find: (pixels) => this.#find(pixels),
      mean,
      open,
      isMeant: (paper) => paper === this.picture.current,
    });
    for (const [name, turn] of Object.entries(zooming(view))) {
      root.querySelector(`[data-map-zoom="${name}"]`)?.addEventListener("click", turn);
    }
  }

  /** Keep up with the canvas's size and the page's colours. */
  #watch() {
    new ResizeObserver(() => this.picture.resize()).observe(canvas);
    const repaint = () => this.picture.readColours();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
    matchMedia("print").addEventListener("change", repaint); // Paper is light.
    for (const node of [document.documentElement, document.body]) {
      new MutationObserver(repaint).observe(node, { attributeFilter: ["data-md-color-scheme"] });
    }
  }

  /** Show what a movement of the map brought into view. */
  #turn() {
    root.dataset.mapZoom = this.#view.zoom.toFixed(2);
    // Where the whole map is shown, a finger scrolls the page.
    canvas.style.touchAction = this.#view.zoom > 1 ? "none" : "pan-y";
    this.#follow();
    this.picture.paint();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#enumerate(), PAUSE);
  }

  /**
   * Mean a paper: the one under the pointer, that the keyboard is on, or that the list points at.
   * @param {Paper | null} paper
   * @param {boolean} [isSpoken]
   */
  #mean(paper, isSpoken = false) {
    this.picture.current = paper;
    root.dataset.mapCurrent = paper?.slug ?? "";
    canvas.classList.toggle("ps-map__hit", paper !== null);
    this.card.fill(paper, isSpoken);
    this.#follow();
    this.picture.paint();
  }

  /** Keep the card at its paper, as long as that is in sight. */
  #follow() {
    const paper = this.picture.current;
    const spot = paper !== null && isPlaced(paper) ? this.#view.pixels(paper) : null;
    this.card.place(spot && this.#view.shows(spot) ? spot : null, this.#view);
  }

  /**
   * The paper nearest to some pixels, if one is within reach.
   * @param {Spot} pixels
   */
  #find(pixels) {
    const view = this.#view;
    let best = null;
    let least = REACH;
    for (const paper of this.chart.placed.near(view.place(pixels), REACH / view.span.x, REACH / view.span.y)) {
      const spot = view.pixels(paper);
      const distance = Math.hypot(spot.left - pixels.left, spot.top - pixels.top);
      if (distance < least && this.filter.keeps(paper)) [best, least] = [paper, distance];
    }
    return best;
  }

  /** List the papers in view; one without a place is in view where all of the map is. */
  #enumerate() {
    const view = this.#view;
    const isWhole = view.zoom === 1;
    const span = view.span;
    const isSeen = (/** @type {Paper} */ paper) => (isPlaced(paper) ? view.shows(view.pixels(paper, span)) : isWhole);
    const found = this.chart.papers.filter((paper) => this.filter.keeps(paper) && isSeen(paper));
    const papers = papersOf(found.length);
    this.list.show(found, isWhole && this.filter.isOpen ? say("%(papers)s on the list", { papers }) : say("%(papers)s in view", { papers }));
  }
}

/**
 * @param {Paper} paper
 * @param {boolean} [isApart]
 */
function open(paper, isApart = false) {
  if (isApart) window.open(address(paper), "_blank", "noopener");
  else location.assign(address(paper));
}

const chart = await load().catch(() => null);
if (chart === null) part("count", HTMLElement).textContent = say("The map could not be loaded. Reload the page to try again.");
else new MapPage(chart).start();
root.dataset.mapState = chart === null ? "error" : "ready";
