/** The marks of the topics, in the order of --ps-mark-0 to 5: each adds a shape around a point to a path. */

/** @import { Spot } from "./view.js" */

/** @type {((path: Path2D, x: number, y: number, r: number) => void)[]} */
const MARKS = [
  (path, x, y, r) => {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
  },
  (path, x, y, r) => path.rect(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r),
  (path, x, y, r) => polygon(path, [[x, y - 1.1 * r], [x + 1.1 * r, y + 0.9 * r], [x - 1.1 * r, y + 0.9 * r]]),
  (path, x, y, r) => polygon(path, [[x, y - 1.2 * r], [x + 1.2 * r, y], [x, y + 1.2 * r], [x - 1.2 * r, y]]),
  (path, x, y, r) => polygon(path, [[x, y + 1.1 * r], [x + 1.1 * r, y - 0.9 * r], [x - 1.1 * r, y - 0.9 * r]]),
  (path, x, y, r) => {
    const [inner, outer] = [0.4 * r, 1.1 * r];
    polygon(path, [
      [x - inner, y - outer], [x + inner, y - outer], [x + inner, y - inner], [x + outer, y - inner],
      [x + outer, y + inner], [x + inner, y + inner], [x + inner, y + outer], [x - inner, y + outer],
      [x - inner, y + inner], [x - outer, y + inner], [x - outer, y - inner], [x - inner, y - inner],
    ]);
  },
];

/**
 * @param {Path2D} path
 * @param {[x: number, y: number][]} corners
 */
function polygon(path, corners) {
  path.moveTo(...corners[0]);
  for (const [x, y] of corners.slice(1)) path.lineTo(x, y);
  path.closePath();
}

/**
 * The marks of a topic's papers, which are at the given pixels, as one path.
 * @param {number} topic
 * @param {Spot[]} spots
 * @param {number} radius
 */
export function outline(topic, spots, radius) {
  const path = new Path2D();
  const mark = MARKS[topic < 0 ? 0 : topic % MARKS.length];
  for (const { left, top } of spots) mark(path, left, top, radius);
  return path;
}
