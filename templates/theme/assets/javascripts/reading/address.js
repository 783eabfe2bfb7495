/** The address of a selection: `/list/?papers=<id>,<id>&title=…`, read and written. */

import { locate } from "../site.js";
import { isId } from "./store.js";

export const MOST = 500; // papers: as many as an address may name and still be accepted everywhere
export const LONGEST = 120; // characters of a title
const LONGEST_NAME = 26;

/** Control characters, and those that turn the direction of what follows. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu;

/** @type {(text: string, length: number) => string} */
const shorten = (text, length) => {
  const letters = [...text];
  return letters.length > length ? `${letters.slice(0, length - 1).join("")}…` : text;
};

/** @type {(text: string, length: number) => string} */
const clean = (text, length) => shorten(text.replace(UNSEEN, " ").replace(/\s+/g, " ").trim(), length);

/**
 * What an address asks for.
 * @param {string} address
 * @returns {{title: string, ids: string[], more: number}} each id once, in the address's order, also
 *   those that no paper could have (as short text); `more` counts what lies beyond the cap
 */
export function readAddress(address) {
  const words = new URL(address).searchParams;
  const named = (words.get("papers") ?? "").split(",").map((name) => name.trim().toLowerCase());
  const ids = [...new Set(named.filter(Boolean).map((name) => (isId(name) ? name : clean(name, LONGEST_NAME))))];
  return { title: clean(words.get("title") ?? "", LONGEST), ids: ids.slice(0, MOST), more: Math.max(0, ids.length - MOST) };
}

/**
 * The address of a selection; commas stay commas, so that people can read it.
 * @param {string[]} ids
 * @param {string} title
 */
export function writeAddress(ids, title) {
  const name = clean(title, LONGEST);
  const words = [
    ...(ids.length ? [`papers=${ids.map(encodeURIComponent).join(",")}`] : []),
    ...(name ? [`title=${encodeURIComponent(name).replaceAll("%20", "+")}`] : []),
  ];
  return new URL(words.length ? `?${words.join("&")}` : "", locate("selection")).href;
}
