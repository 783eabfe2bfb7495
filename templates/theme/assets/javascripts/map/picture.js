/** The picture: points in the colours and marks of their topics, labels, and a ring around the paper that is meant. */

import { arrange, drawLines, drawTexts } from "./labels.js";
import { outline } from "./marks.js";
import { isPlaced } from "./papers.js";

/** @import { Filter } from "./filter.js" */
/** @import { Written } from "./labels.js" */
/** @import { Chart, Paper, PlacedPaper } from "./papers.js" */
/** @import { Spot, View } from "./view.js" */

/** @typedef {{topics: string[], text: string, line: string, back: string, neutral: string}} Colours */
/** @typedef {{chart: Chart, view: View, filter: Filter, family: string, colours: Colours}} Scene */
/** @typedef {{paper: PlacedPaper, spot: Spot}} Seen */

/** Paints a canvas whenever it is asked to, once a frame at most. */
export class Picture {
  #canvas;
  #pen;
  #scene;
  #isAsked = false;
  /** @type {{state: string, labels: Written[]}} */
  #arranged = { state: "", labels: [] };

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {{chart: Chart, view: View, filter: Filter}} scene
   * @param {{frame: Element, swatches: Element[], quiet: Element, covers: Element[]}} samples elements whose colours are those of the picture,
   * and those that lie over it
   */
  constructor(canvas, scene, samples) {
    this.#canvas = canvas;
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("This browser draws no pictures");
    this.#pen = pen;
    this.samples = samples;
    /** @type {Paper | null} */
    this.current = null;
    this.#scene = { ...scene, ...this.#style() };
  }

  /** Take the colours that the style sheet has at this moment. */
  readColours() {
    Object.assign(this.#scene, this.#style());
    this.paint();
  }

  /** Take the canvas's present size. */
  resize() {
    const ratio = window.devicePixelRatio || 1;
    const { width, height } = this.#canvas.getBoundingClientRect();
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#scene.view.resize(width, height);
    this.#draw();
  }

  /** The font and the colours of the style sheet: a swatch shows that of each topic. */
  #style() {
    const { frame, swatches, quiet } = this.samples;
    const style = getComputedStyle(frame);
    const colours = {
      topics: swatches.map((swatch) => getComputedStyle(swatch).backgroundColor),
      text: style.color,
      line: style.borderTopColor,
      back: style.backgroundColor,
      neutral: getComputedStyle(quiet).color,
    };
    return { family: style.fontFamily, colours };
  }

  /** Draw before the next frame, however often this is asked for. */
  paint() {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => {
      this.#isAsked = false;
      this.#draw();
    });
  }

  #draw() {
    const { chart, view, filter, colours } = this.#scene;
    const pen = this.#pen;
    pen.clearRect(0, 0, view.width, view.height);
    const span = view.span;
    const seen = chart.placed.all.map((paper) => ({ paper, spot: view.pixels(paper, span) })).filter(({ spot }) => view.shows(spot));
    const { true: kept = [], false: pale = [] } = Object.groupBy(seen, ({ paper }) => `${filter.keeps(paper)}`);
    const radius = this.#radius();
    pen.fillStyle = colours.line;
    for (const { spot } of pale) speck(pen, spot, 0.6 * radius);
    const labels = this.#labels(seen, kept, radius);
    drawLines(pen, labels, colours.neutral);
    for (const [topic, some] of Map.groupBy(kept, ({ paper }) => paper.topic)) this.#points(topic, some, radius);
    drawTexts(pen, labels, this.#scene);
    this.#point(radius);
  }

  /**
   * The labels; they are arranged anew only where something else is in view, for a pointer asks for many pictures.
   * @param {Seen[]} seen
   * @param {Seen[]} kept
   * @param {number} radius
   */
  #labels(seen, kept, radius) {
    const { view, filter } = this.#scene;
    const taken = this.#covered();
    const state = JSON.stringify([view.middle, view.zoom, view.width, view.height, filter.topic, filter.tag, taken]);
    if (state !== this.#arranged.state) this.#arranged = { state, labels: arrange(this.#pen, this.#scene, seen, kept, radius, taken) };
    return this.#arranged.labels;
  }

  /** How large points are: smaller where there are many, larger as one comes nearer. */
  #radius() {
    const { chart, view } = this.#scene;
    const crowd = Math.max(Math.min(1, Math.sqrt(2000 / Math.max(chart.papers.length, 1))), 0.45);
    return Math.min(3.8 * crowd * view.zoom ** 0.35 * (view.width < 500 ? 0.8 : 1), 8);
  }

  /**
   * The papers of one topic; those whose place is a guess are hollow.
   * @param {number} topic
   * @param {Seen[]} some
   * @param {number} radius
   */
  #points(topic, some, radius) {
    const pen = this.#pen;
    const [sure, guessed] = [0, 1].map((guess) => some.filter(({ paper }) => paper.guessed === guess).map(({ spot }) => spot));
    pen.fillStyle = this.#colour(topic);
    if (radius < 2) for (const spot of sure) speck(pen, spot, radius);
    else {
      const marks = outline(topic, sure, radius);
      // A thin rim parts points that touch.
      pen.strokeStyle = this.#scene.colours.back;
      pen.lineWidth = 1.5;
      pen.stroke(marks);
      pen.fill(marks);
    }
    pen.strokeStyle = this.#colour(topic);
    pen.lineWidth = 1.5;
    pen.stroke(outline(topic, guessed, radius));
  }

  /**
   * The ring around the paper that is meant.
   * @param {number} radius
   */
  #point(radius) {
    if (this.current === null || !isPlaced(this.current)) return;
    const spot = this.#scene.view.pixels(this.current);
    const pen = this.#pen;
    pen.fillStyle = this.#colour(this.current.topic);
    pen.fill(outline(this.current.topic, [spot], radius + 1.5));
    pen.beginPath();
    pen.arc(spot.left, spot.top, radius + 6, 0, 2 * Math.PI);
    pen.lineWidth = 2;
    pen.strokeStyle = this.#scene.colours.text;
    pen.stroke();
  }

  /** @param {number} topic */
  #colour(topic) {
    return this.#scene.colours.topics[topic] ?? this.#scene.colours.neutral;
  }

  /** Where elements lie over the picture. */
  #covered() {
    const corner = this.#canvas.getBoundingClientRect();
    return this.samples.covers.map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left: left - corner.left, right: right - corner.left, top: top - corner.top, bottom: bottom - corner.top };
    });
  }
}

/**
 * A point so small that no mark can be told: a square is painted fastest.
 * @param {CanvasRenderingContext2D} pen
 * @param {Spot} spot
 * @param {number} radius
 */
function speck(pen, { left, top }, radius) {
  pen.fillRect(left - radius, top - radius, 2 * radius, 2 * radius);
}
