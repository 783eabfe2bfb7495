/** Elements whose every text and attribute is set as such: nothing a stranger wrote becomes markup. */

import { site } from "./site.js";

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (those that are null or false are left out) and text or children. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/** A button that looks like every button of the site. */
export function button(text, attributes = {}, ...more) {
  return element("button", { type: "button", class: "ps-button", ...attributes }, text, ...more);
}

/** A link to an address from the site's root. */
export function link(path, text, attributes = {}) {
  return element("a", { href: new URL(path, site).href, ...attributes }, text);
}

/** A row of links to pages where a reader finds papers to mark, and of whatever else helps to begin. */
export function waysToBegin(...more) {
  const pages = [["topics/", "Browse the topics"], ["trending/", "In most listings"], ["papers/#surprise", "Surprise me"]];
  const links = pages.map(([path, text]) => link(path, text, { class: "ps-button" }));
  return element("p", { class: "ps-tools__part ps-start" }, ...links, ...more);
}

/** The selector of what names a paper, or any paper where the id is null. */
export function naming(id) {
  return id === null ? "[data-id]" : `[data-id="${CSS.escape(id)}"]`;
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
  const anchor = element("a", { href: address, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** `1 paper`, `1,204 papers`. */
export function plural(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
