/** The picture: points in the colours and marks of their topics, labels, and a ring around the paper that is meant. */

import { write } from "./labels.js";
import { outline } from "./marks.js";

/** Paints a canvas whenever it is asked to, once a frame at most. */
export class Picture {
  #canvas;
  #pen;
  #scene;
  #isAsked = false;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {{chart, view, filter}} scene
   * @param {{frame, swatches, quiet, covers}} samples elements whose colours are those of the picture,
   * and those that lie over it
   */
  constructor(canvas, scene, samples) {
    this.#canvas = canvas;
    this.#pen = canvas.getContext("2d");
    this.#scene = scene;
    this.samples = samples;
    this.current = null;
    this.readColours();
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

  /** The colours as the style sheet has them at this moment: a swatch stands for each topic. */
  readColours() {
    const { frame, swatches, quiet } = this.samples;
    const style = getComputedStyle(frame);
    this.#scene.family = style.fontFamily;
    this.#scene.colours = {
      topics: swatches.map((swatch) => getComputedStyle(swatch).backgroundColor),
      text: style.color,
      line: style.borderTopColor,
      back: style.backgroundColor,
      neutral: getComputedStyle(quiet).color,
    };
    this.paint();
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
    const { true: kept = [], false: pale = [] } = Object.groupBy(seen, ({ paper }) => filter.keeps(paper));
    const radius = this.#radius();
    pen.fillStyle = colours.line;
    for (const { spot } of pale) speck(pen, spot, 0.6 * radius);
    for (const [topic, some] of Map.groupBy(kept, ({ paper }) => paper.topic)) this.#points(topic, some, radius);
    write(pen, this.#scene, kept, radius, this.#covered());
    this.#point(radius);
  }

  /** How large points are: smaller where there are many, larger as one comes nearer. */
  #radius() {
    const { chart, view } = this.#scene;
    const crowd = Math.max(Math.min(1, Math.sqrt(2000 / Math.max(chart.papers.length, 1))), 0.45);
    return Math.min(3.8 * crowd * view.zoom ** 0.35 * (view.width < 500 ? 0.8 : 1), 8);
  }

  /** The papers of one topic; those whose place is a guess are hollow. */
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

  /** The ring around the paper that is meant. */
  #point(radius) {
    if (this.current === null || this.current.x === null) return;
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

/** A point so small that no mark can be told: a square is painted fastest. */
function speck(pen, { left, top }, radius) {
  pen.fillRect(left - radius, top - radius, 2 * radius, 2 * radius);
}
