/** The labels of the map: topics at first, then tags, and the titles of papers where few are in view. */

import { outline } from "./marks.js";
import { Room } from "./room.js";

/** @import { Label, Place } from "./papers.js" */
/** @import { Scene, Seen } from "./picture.js" */
/** @import { Box } from "./room.js" */
/** @import { Spot, View } from "./view.js" */
/** @typedef {{text: string, font: string, box: Box, anchor: Spot, mark: number | null}} Written a label, and what it belongs to */
/** @typedef {{left: number, middle: number}} Start where a label begins, and the middle of its line */
/** @typedef {{weight: number, size: number, gap: number, mark?: number}} Look of a label; its mark is that of a topic */

const TITLES = 60; // papers in view at which titles are written
const TAGS_FROM = 1.6; // zoom from which tags have labels
const TOPICS_UNTIL = 2.5; // zoom up to which topics have them
const LONGEST = 52; // characters of a title
// A text whose first letter belongs to a script that is written from right to left.
const RIGHT_TO_LEFT = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const EDGE = 4; // pixels of a label around its text
const STEP = { left: 12, top: 6 }; // pixels between the places that are tried
const NEAR = 26; // pixels from its place up to which a label needs no line to it
const FAR = 300; // pixels that a label may be off its place on a large picture
const SHARE = 0.4; // of the picture's width, that it may be off on a small one
const BETWEEN = 0.1; // of that, where many labels are written for the places that have room
const ASIDE = 0.6; // A label is wide: a step aside takes it less far than one up or down.

/**
 * Find room for labels, the most important first; one that would cover a point or another label is beside its
 * place, and one without room is left out.
 * @param {CanvasRenderingContext2D} pen
 * @param {Scene} scene what `picture.js` draws
 * @param {Seen[]} seen the papers in view
 * @param {Seen[]} kept those of them that the filter keeps
 * @param {number} radius of their points
 * @param {Box[]} taken where no label may be
 * @returns {Written[]}
 */
export function arrange(pen, scene, seen, kept, radius, taken) {
  const { chart, view, filter } = scene;
  const far = Math.min(FAR, SHARE * view.width);
  const labels = new Labels(pen, scene, new Room(view, seen.map(({ spot }) => spot), radius, taken));

  if (filter.tag === null && view.zoom < TOPICS_UNTIL) {
    for (const { item, number } of ranked(chart.topics, filter.topic)) {
      labels.put(item.label, { weight: 650, size: 13.5, gap: 2, mark: number }, view.pixels(item), around(view, item, far));
    }
  }
  if (filter.tag !== null || view.zoom >= TAGS_FROM) {
    for (const { item } of ranked(chart.tags, filter.tag)) {
      labels.put(item.label, { weight: 600, size: 12.5, gap: 14 }, view.pixels(item), around(view, item, filter.tag === null ? BETWEEN * far : far));
    }
  }
  if (kept.length <= TITLES && view.zoom > 2) {
    for (const { paper, spot } of kept) labels.put(shorten(paper.title), { weight: 400, size: 12, gap: 0 }, spot, beside(view, spot, radius));
  }
  return labels.written;
}

/**
 * Draw lines from labels to their places, where these are not near; points are drawn over them.
 * @param {CanvasRenderingContext2D} pen
 * @param {Written[]} labels
 * @param {string} colour
 */
export function drawLines(pen, labels, colour) {
  pen.beginPath();
  for (const { box, anchor } of labels) {
    const nearest = { left: within(anchor.left, box.left, box.right), top: within(anchor.top, box.top, box.bottom) };
    if (Math.hypot(nearest.left - anchor.left, nearest.top - anchor.top) <= NEAR) continue;
    pen.moveTo(nearest.left, nearest.top);
    pen.lineTo(anchor.left, anchor.top);
  }
  pen.globalAlpha = 0.55;
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.stroke();
  pen.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Written[]} labels
 * @param {Scene} scene
 */
export function drawTexts(pen, labels, { colours }) {
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  for (const { text, font, box, mark } of labels) {
    const middle = (box.top + box.bottom) / 2;
    veil(pen, box, colours.back);
    if (mark !== null) {
      pen.fillStyle = colours.topics[mark] ?? colours.neutral;
      pen.fill(outline(mark, [{ left: box.left + 2 * EDGE, top: middle }], EDGE));
    }
    pen.font = font;
    pen.fillStyle = colours.text;
    pen.direction = RIGHT_TO_LEFT.test(text) ? "rtl" : "ltr";
    pen.fillText(text, box.left + EDGE + (mark === null ? 0 : 3 * EDGE), middle + 0.5);
  }
}

/** The labels that have room, and the pen that measures the next. */
class Labels {
  /** @type {Written[]} */
  written = [];

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Scene} scene
   * @param {Room} room
   */
  constructor(pen, { view, family }, room) {
    this.pen = pen;
    this.view = view;
    this.family = family;
    this.room = room;
  }

  /**
   * Put a label in the first of some places where it covers nothing.
   * @param {string} text
   * @param {Look} look
   * @param {Spot} anchor
   * @param {(width: number, height: number) => Iterable<Start>} placesFor
   */
  put(text, { weight, size, gap, mark }, anchor, placesFor) {
    const { pen, view, room } = this;
    const height = view.width < 500 ? 0.85 * size : size;
    pen.font = `${weight} ${height}px ${this.family}`;
    const width = pen.measureText(text).width + (mark === undefined ? 0 : 3 * EDGE);
    for (const { left, middle } of placesFor(width, height)) {
      const box = { left: left - EDGE, right: left + width + EDGE, top: middle - 0.68 * height, bottom: middle + 0.68 * height };
      if (box.left < 0 || box.right > view.width || box.top < 0 || box.bottom > view.height || !room.has(box, gap)) continue;
      room.take(box);
      this.written.push({ text, font: pen.font, box, anchor, mark: mark ?? null });
      return;
    }
  }
}

/** How far a label may be off its place, the nearest first. */
const OFFSETS = [...offsets()].sort((one, other) => one.distance - other.distance);

/** @returns {Iterable<{left: number, top: number, distance: number}>} */
function* offsets() {
  const [across, down] = [Math.floor(FAR / ASIDE / STEP.left), Math.floor(FAR / STEP.top)];
  for (let column = -across; column <= across; column++) {
    for (let row = -down; row <= down; row++) {
      const [left, top] = [column * STEP.left, row * STEP.top];
      const distance = Math.hypot(ASIDE * left, top);
      if (distance <= FAR) yield { left, top, distance };
    }
  }
}

/**
 * Where a label over a place may be, the best first.
 * @param {View} view
 * @param {Place} place
 * @param {number} reach pixels
 * @returns {(width: number, height: number) => Iterable<Start>}
 */
function around(view, place, reach) {
  return function* (width) {
    const { left, top } = view.pixels(place);
    if (!view.shows({ left, top })) return;
    for (const offset of OFFSETS) {
      if (offset.distance > reach) return;
      yield { left: left - width / 2 + offset.left, middle: top + offset.top };
    }
  };
}

/**
 * Where a label beside a point may be, the best first.
 * @param {View} view
 * @param {Spot} spot
 * @param {number} radius
 * @returns {(width: number) => Start[]}
 */
function beside(view, spot, radius) {
  const apart = radius + EDGE + 4; // what a point takes is counted in whole cells
  return (width) => [spot.left + apart, spot.left - apart - width].map((left) => ({ left, middle: spot.top }));
}

/**
 * Those that have a place, or the chosen one alone, by their number of papers.
 * @param {Label[]} items
 * @param {number | null} chosen
 */
function ranked(items, chosen) {
  const numbered = items.map((item, number) => ({ item, number }));
  const some = numbered.filter(({ item, number }) => item.x !== null && (chosen === null || chosen === number));
  const placed = /** @type {{item: Label & Place, number: number}[]} */ (some);
  return placed.sort((one, other) => other.item.count - one.item.count);
}

/**
 * A veil over the lines below a label.
 * @param {CanvasRenderingContext2D} pen
 * @param {Box} box
 * @param {string} colour
 */
function veil(pen, { left, right, top, bottom }, colour) {
  pen.globalAlpha = 0.84;
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(left, top, right - left, bottom - top, 5);
  pen.fill();
  pen.globalAlpha = 1;
}

/** @type {(value: number, least: number, most: number) => number} */
function within(value, least, most) {
  return Math.min(Math.max(value, least), most);
}

/**
 * A title that a map has room for, cut between words.
 * @param {string} title
 */
function shorten(title) {
  if (title.length <= LONGEST) return title;
  return `${title.slice(0, LONGEST - 2).replace(/\s+\S*$/, "")} …`;
}
