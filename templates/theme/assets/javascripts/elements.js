/**
 * Elements are made here: whatever comes from content, a query or an address becomes text or an
 * attribute's value, never markup.
 */

import { pathTo, site } from "./site.js";
import { foreign } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Record<string, string | boolean | null | undefined>} Attributes `undefined`, `null` and `false` leave one out */
/** @typedef {Node | string} Child */
/** @typedef {[number, number]} Range where a part of a text begins and ends */

/**
 * The element of the page that a selector finds.
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type of the element
 * @param {ParentNode} [root]
 * @returns {T}
 * @throws {Error} where there is none of the type
 */
export function required(selector, type, root = document) {
  const found = root.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${selector} of the type ${type.name}`);
}

/**
 * An element with attributes and text or children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Attributes} [attributes]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    node.setAttribute(key, value === true ? "" : value);
  }
  // What runs in its own direction is content, but for what readers type.
  if (foreign && attributes.dir === "auto" && !node.matches("input, textarea")) node.lang = foreign;
  node.append(...children);
  return node;
}

/**
 * A button that does something when it is pressed.
 * @param {string} className
 * @param {(event: MouseEvent) => unknown} press
 * @param {Child[]} children
 */
export function button(className, press, ...children) {
  const node = element("button", { type: "button", class: className }, ...children);
  node.addEventListener("click", press);
  return node;
}

/**
 * A link to an address from the site's root, with a text or several children.
 * @param {string} path
 * @param {Child | Child[]} content
 * @param {Attributes} [attributes]
 */
export function link(path, content, attributes = {}) {
  return element("a", { href: new URL(path, site).href, ...attributes }, ...[content].flat());
}

/**
 * The chips of some tags, each with a space behind it; `tags` has their `{ label, topic }` by key, others are left out.
 * @param {string[]} keys
 * @param {ReadonlyMap<string, {label: string, topic: string}>} tags
 * @returns {Child[]}
 */
export function tagLinks(keys, tags) {
  return keys.flatMap((key) => {
    const tag = tags.get(key);
    return tag ? [link(pathTo("tag", key), tag.label, { class: "ps-chip", dir: "auto", "data-topic": tag.topic }), " "] : [];
  });
}

/**
 * What only a screen reader says.
 * @param {string} text
 */
export const spoken = (text) => element("span", { class: "ps-visually-hidden" }, text);

/**
 * A text with `<mark>` around the ranges `[start, end]`, which may overlap and come in any order.
 * @param {string} text
 * @param {Range[]} ranges
 * @returns {Child[]}
 */
export function highlight(text, ranges) {
  /** @type {Child[]} */
  const parts = [];
  let at = 0;
  for (const [start, end] of [...ranges].sort((one, other) => one[0] - other[0])) {
    const from = Math.max(start, at);
    if (end <= from) continue;
    parts.push(text.slice(at, from), element("mark", {}, text.slice(from, end)));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.filter((part) => part !== "");
}

/**
 * A picture of one line, as tall as the text beside it.
 * @param {string} outline what the line's path is drawn by
 */
export function icon(outline) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", outline);
  picture.append(path);
  return picture;
}

/**
 * Offer a text as a file.
 * @param {string} name of the file
 * @param {string} type its media type
 * @param {string} text
 */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
