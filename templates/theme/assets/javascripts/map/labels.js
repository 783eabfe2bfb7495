/** The labels of the map: topics at first, then tags, and the titles of papers where few are in view. */

/** @import { Label, Place, PlacedPaper } from "./papers.js" */
/** @import { Scene } from "./picture.js" */
/** @import { Spot, View } from "./view.js" */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Box in pixels */
/** @typedef {{left: number, middle: number}} Start where a label begins, and the middle of its line */

const TITLES = 60; // papers in view at which titles are written
const TAGS_FROM = 1.6; // zoom from which tags have labels
const TOPICS_UNTIL = 2.5; // zoom up to which topics have them
const LONGEST = 52; // characters of a title
// A text whose first letter belongs to a script that is written from right to left.
const RIGHT_TO_LEFT = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const SHIFTS = [0, -1.5, 1.5, -3, 3]; // lines by which a label may be off its place

/**
 * Write labels, the most important first; one that would cover another is a little higher or
 * lower, or nowhere.
 * @param {CanvasRenderingContext2D} pen
 * @param {Scene} scene what `picture.js` draws
 * @param {{paper: PlacedPaper, spot: Spot}[]} seen the papers in view
 * @param {number} radius of their points
 * @param {Box[]} taken where no label may be
 */
export function write(pen, scene, seen, radius, taken) {
  const { chart, view, filter } = scene;
  const isNear = seen.length <= TITLES && view.zoom > 2;
  // Where points are few, no label covers one.
  const labels = new Labels(pen, scene, taken, isNear ? seen.map(({ spot }) => around(spot, radius)) : []);

  if (filter.tag === null && view.zoom < TOPICS_UNTIL) {
    for (const topic of ranked(chart.topics, filter.topic)) labels.put(topic.label, 650, 14, 2, over(view, topic));
  }
  if (filter.tag !== null || view.zoom >= TAGS_FROM) {
    for (const tag of ranked(chart.tags, filter.tag)) labels.put(tag.label, 600, 12.5, 14, over(view, tag));
  }
  if (isNear) {
    for (const { paper, spot } of seen) labels.put(shorten(paper.title), 400, 12, 0, beside(view, spot, radius));
  }
}

/** The labels that are written already, and the pen that writes the next. */
class Labels {
  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Scene} scene
   * @param {Box[]} taken where no label may be
   * @param {Box[]} points that no label may cover
   */
  constructor(pen, { view, colours, family }, taken, points) {
    this.pen = pen;
    this.view = view;
    this.colours = colours;
    this.family = family;
    this.boxes = [...taken];
    this.points = points;
  }

  /**
   * Put a label in the first of some places where it covers nothing.
   * @param {string} text
   * @param {number} weight
   * @param {number} size
   * @param {number} gap
   * @param {(width: number, height: number) => Start[]} placesFor
   */
  put(text, weight, size, gap, placesFor) {
    const { pen, view, colours } = this;
    const height = view.width < 500 ? 0.85 * size : size;
    pen.font = `${weight} ${height}px ${this.family}`;
    const width = pen.measureText(text).width;
    const box = placesFor(width, height)
      .map(({ left, middle }) => ({ left: left - 4, right: left + width + 4, top: middle - 0.68 * height, bottom: middle + 0.68 * height }))
      .filter((each) => each.top > 0 && each.bottom < view.height && !this.boxes.some((other) => meet(each, other, gap)))
      .find((each) => !this.points.some((point) => meet(each, point, 0)));
    if (!box) return;
    this.boxes.push(box);
    back(pen, box, colours.back);
    pen.fillStyle = colours.text;
    pen.textBaseline = "middle";
    pen.textAlign = "left";
    pen.direction = RIGHT_TO_LEFT.test(text) ? "rtl" : "ltr";
    pen.fillText(text, box.left + 4, (box.top + box.bottom) / 2 + 0.5);
  }
}

/**
 * @param {Spot} spot
 * @param {number} radius
 * @returns {Box}
 */
function around({ left, top }, radius) {
  return { left: left - radius, right: left + radius, top: top - radius, bottom: top + radius };
}

/**
 * Where a label over a place may be, the best first.
 * @param {View} view
 * @param {Place} place
 * @returns {(width: number, height: number) => Start[]}
 */
function over(view, place) {
  return (width, height) => {
    const { left, top } = view.pixels(place);
    if (left < 0 || left > view.width) return [];
    const held = Math.min(Math.max(left - width / 2, 8), view.width - width - 8);
    return SHIFTS.map((shift) => ({ left: held, middle: top + shift * height }));
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
  return (width) => {
    const sides = [spot.left + radius + 5, spot.left - radius - 5 - width];
    return sides.filter((left) => left > 4 && left + width + 4 < view.width).map((left) => ({ left, middle: spot.top }));
  };
}

/**
 * Those that have a place, or the chosen one alone, by their number of papers.
 * @param {Label[]} items
 * @param {number | null} chosen
 */
function ranked(items, chosen) {
  const isShown = (/** @type {number} */ number) => chosen === null || chosen === number;
  const some = items.filter((item, number) => item.x !== null && isShown(number));
  return /** @type {(Label & Place)[]} */ (some).sort((one, other) => other.count - one.count);
}

/**
 * @param {Box} one
 * @param {Box} other
 * @param {number} gap
 */
function meet(one, other, gap) {
  return one.left < other.right + gap && other.left < one.right + gap && one.top < other.bottom + gap / 2 && other.top < one.bottom + gap / 2;
}

/**
 * A veil over the points below a label.
 * @param {CanvasRenderingContext2D} pen
 * @param {Box} box
 * @param {string} colour
 */
function back(pen, { left, right, top, bottom }, colour) {
  pen.globalAlpha = 0.84;
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(left, top, right - left, bottom - top, 5);
  pen.fill();
  pen.globalAlpha = 1;
}

/**
 * A title that a map has room for, cut between words.
 * @param {string} title
 */
function shorten(title) {
  if (title.length <= LONGEST) return title;
  return `${title.slice(0, LONGEST - 2).replace(/\s+\S*$/, "")} …`;
}
