/*
 * Buttons that copy the text of a file: `<button data-copy="cite.bib" hidden>`. The button is shown
 * only where the browser lets a page write to the clipboard; the link beside it works everywhere.
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

function prepare(button) {
  const label = button.textContent;
  let timer;
  const say = (text) => {
    clearTimeout(timer);
    button.textContent = text;
    timer = setTimeout(() => { button.textContent = label; }, SHOWN_FOR);
  };
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => {
    copy(button.dataset.copy).then(() => say("Copied"), () => say("Not copied: use the link"));
  });
  button.hidden = false;
}

if (navigator.clipboard) document.querySelectorAll("button[data-copy]").forEach(prepare);
