/**
 * Elements are made here and nowhere else: whatever comes from content or from a query becomes
 * text or an attribute's value, never markup.
 */

/** An element with attributes and children; `undefined`, `null` and `false` leave an attribute out. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** A button that does something when it is pressed. */
export function button(className, press, ...children) {
  const node = element("button", { type: "button", class: className }, ...children);
  node.addEventListener("click", press);
  return node;
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

/** A number with what it counts: `1 paper`, `1,234 papers`. */
export function plural(count, noun) {
  return `${figure(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A number as readers of the site see it, whatever their browser speaks. */
export const figure = (count) => count.toLocaleString("en");
