/**
 * Elements are made here: whatever comes from content, a query or an address becomes text or an
 * attribute's value, never markup.
 */

import { pathTo, site } from "./site.js";

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (`undefined`, `null` and `false` leave one out) and text or children. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/** A button that does something when it is pressed. */
export function button(className, press, ...children) {
  const node = element("button", { type: "button", class: className }, ...children);
  node.addEventListener("click", press);
  return node;
}

/** A link to an address from the site's root, with a text or several children. */
export function link(path, content, attributes = {}) {
  return element("a", { href: new URL(path, site).href, ...attributes }, ...[content].flat());
}

/** The chips of some tags, each with a space behind it; `tags` has their `{ label, topic }` by key, others are left out. */
export function tagLinks(keys, tags) {
  const known = keys.filter((key) => tags.has(key)).map((key) => ({ key, ...tags.get(key) }));
  return known.flatMap(({ key, label, topic }) => [link(pathTo("tag", key), label, { class: "ps-chip", dir: "auto", "data-topic": topic }), " "]);
}

/** What only a screen reader says. */
export const spoken = (text) => element("span", { class: "ps-visually-hidden" }, text);

/** A text with `<mark>` around the ranges `[start, end]`, which may overlap and come in any order. */
export function highlight(text, ranges) {
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

/** A picture of one line, as tall as the text beside it. */
export function icon(outline) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", outline);
  picture.append(path);
  return picture;
}

/** Offer a text as a file. */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
