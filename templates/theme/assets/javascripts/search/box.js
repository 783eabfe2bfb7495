/**
 * The search boxes of every page: `/` leads to the header's, and the first focus fetches the rest.
 * Until then nothing but this file is loaded; where the rest does not arrive, Enter still searches.
 */

/** @type {NodeListOf<HTMLInputElement>} */
const boxes = document.querySelectorAll('form[role="search"]:not([data-search-form]) input[type="search"]');
/** @type {HTMLInputElement | null} */
const main = document.querySelector(".ps-header__search input, [data-search-form] input");

for (const box of boxes) {
  const wake = () => import("./suggest.js").then(({ suggest }) => suggest(box), () => {});
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
    box.setAttribute(name, value);
  }
  if (box === document.activeElement) wake();
  else box.addEventListener("focus", wake, { once: true });
}

main?.setAttribute("aria-keyshortcuts", "/");

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (!(event.target instanceof Element)) return;
  if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog, [contenteditable]")) return;
  if (!main) return;
  event.preventDefault();
  main.focus();
  main.select();
});
