/** Where on the picture there is room: what no point and no label has taken yet. */

/** @import { Spot, View } from "./view.js" */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Box in pixels */

const CELL = 4; // pixels a side

/**
 * Points are counted in cells that move with the map, so that a label keeps its side of them while the map is
 * dragged. A cell holds how many of those above and before it are taken: any box is looked up in four of them.
 */
export class Room {
  #boxes;
  #columns;
  #counts;
  #left;
  #rows;
  #top;

  /**
   * @param {View} view
   * @param {Spot[]} spots of points
   * @param {number} radius of the points
   * @param {Box[]} taken by something else
   */
  constructor(view, spots, radius, taken) {
    const { left, top } = view.pixels({ x: 0, y: 0 });
    this.#left = (((left % CELL) + CELL) % CELL) - CELL;
    this.#top = (((top % CELL) + CELL) % CELL) - CELL;
    this.#columns = Math.ceil(view.width / CELL) + 2;
    this.#rows = Math.ceil(view.height / CELL) + 2;
    this.#boxes = [...taken];
    this.#counts = this.#count(spots, radius);
  }

  /**
   * @param {Spot[]} spots
   * @param {number} radius
   */
  #count(spots, radius) {
    const wide = this.#columns + 1;
    const counts = new Int32Array(wide * (this.#rows + 1));
    for (const { left, top } of spots) {
      const cells = this.#cells({ left: left - radius, right: left + radius, top: top - radius, bottom: top + radius });
      for (let row = cells.top; row < cells.bottom; row++) counts.fill(1, (row + 1) * wide + cells.left + 1, (row + 1) * wide + cells.right + 1);
    }
    for (let row = 1; row <= this.#rows; row++) {
      for (let column = 1; column <= this.#columns; column++) {
        const here = row * wide + column;
        counts[here] += counts[here - 1] + counts[here - wide] - counts[here - wide - 1];
      }
    }
    return counts;
  }

  /**
   * The cells that a box touches; right and bottom are the first that it does not.
   * @param {Box} box
   * @returns {Box}
   */
  #cells({ left, right, top, bottom }) {
    const within = (/** @type {number} */ value, /** @type {number} */ most) => Math.min(Math.max(value, 0), most);
    return {
      left: within(Math.floor((left - this.#left) / CELL), this.#columns),
      right: within(Math.floor((right - this.#left) / CELL) + 1, this.#columns),
      top: within(Math.floor((top - this.#top) / CELL), this.#rows),
      bottom: within(Math.floor((bottom - this.#top) / CELL) + 1, this.#rows),
    };
  }

  /**
   * Whether a box covers no point, and keeps its distance from what else is there.
   * @param {Box} box
   * @param {number} gap
   */
  has(box, gap) {
    const { left, right, top, bottom } = this.#cells(box);
    const counts = this.#counts;
    const wide = this.#columns + 1;
    const points = counts[bottom * wide + right] - counts[top * wide + right] - counts[bottom * wide + left] + counts[top * wide + left];
    return points === 0 && !this.#boxes.some((other) => meet(box, other, gap));
  }

  /** @param {Box} box */
  take(box) {
    this.#boxes.push(box);
  }
}

/**
 * @param {Box} one
 * @param {Box} other
 * @param {number} gap
 */
function meet(one, other, gap) {
  return one.left < other.right + gap && other.left < one.right + gap && one.top < other.bottom + gap / 2 && other.top < one.bottom + gap / 2;
}
