/*
 * A button that copies a paper's BibTeX, beside the link to it. It stands only where the browser lets
 * a page write to the clipboard; the link works everywhere.
 */

const SHOWN_FOR = 2000; // milliseconds that a button says what happened

async function read(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}

/* Safari allows writing only within the click, so it gets the promise of a text where it takes one. */
async function copy(address) {
  const text = read(address);
  if (typeof ClipboardItem === "function") {
    const blob = text.then((content) => new Blob([content], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  } else {
    await navigator.clipboard.writeText(await text);
  }
}

function addButton(link) {
  const label = `Copy ${link.textContent}`;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ps-copy";
  button.textContent = label;
  let timer;
  const say = (text) => {
    clearTimeout(timer);
    button.textContent = text;
    timer = setTimeout(() => { button.textContent = label; }, SHOWN_FOR);
  };
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => {
    copy(link.href).then(() => say("Copied"), () => say("Not copied: use the link"));
  });
  link.parentElement.append(button);
}

if (navigator.clipboard) document.querySelectorAll('.ps-cite a[href="cite.bib"]').forEach(addButton);
