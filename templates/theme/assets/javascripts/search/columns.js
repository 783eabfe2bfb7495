/** Facts of all papers, unpacked: a column each. `generator/papershelf/publish/search/columns.py` says how they are packed. */

import { Bits } from "./packed.js";

/** So many values have a list of their papers each. */
const FREQUENT = 32;

/** @typedef {{values: number[], places: string}} Column one value per paper */

/**
 * @param {Column} column
 * @param {number} size how many papers there are
 * @returns {number[]} by paper
 */
export function unpackColumn({ values, places }, size) {
  const column = new Array(size);
  const bits = new Bits(places);
  let left = [...column.keys()];
  for (const value of values.slice(0, FREQUENT)) {
    /** @type {number[]} */
    const found = [];
    bits.interpolate(bits.gamma(), 0, left.length, found);
    for (const place of found) column[left[place]] = value;
    const taken = new Set(found);
    left = left.filter((_, place) => !taken.has(place));
  }
  const others = values.slice(FREQUENT);
  for (const paper of left) column[paper] = others[bits.minimal(others.length)];
  return column;
}

/**
 * @param {string} packed any number of values per paper
 * @param {number} kinds of values
 * @param {number} size
 * @returns {number[][]} by paper
 */
export function unpackSets(packed, kinds, size) {
  const bits = new Bits(packed);
  /** @type {number[][]} */
  const sets = Array.from({ length: size }, () => []);
  for (let kind = 0; kind < kinds; kind += 1) {
    /** @type {number[]} */
    const found = [];
    bits.interpolate(bits.gamma() - 1, 0, size, found);
    for (const paper of found) sets[paper].push(kind);
  }
  return sets;
}
