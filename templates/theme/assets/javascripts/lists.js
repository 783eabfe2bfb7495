/**
 * A long list in the reader's hand: sorted, narrowed by words, or opened at a paper that chance picks.
 * The tools stand in the toolbar only where scripts run; without them the list is as it was written.
 */

const toolbar = document.querySelector("[data-toolbar]");
const list = toolbar?.parentElement.querySelector(".ps-list");

const FEWEST = 5; // a shorter list is read as it is

/** A control with its words in front of it. */
function labelled(words, control) {
  const label = document.createElement("label");
  label.append(`${words} `, control);
  return label;
}

/** A choice of orders; the written one comes first. */
function sorter(rows) {
  const title = (row) => row.querySelector(".ps-row__title").textContent;
  const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
  const orders = {
    "listed most": () => rows,
    "title A–Z": () => rows.toSorted((one, other) => compare(title(one), title(other))),
    "title Z–A": () => rows.toSorted((one, other) => compare(title(other), title(one))),
  };
  const select = document.createElement("select");
  for (const name of Object.keys(orders)) select.add(new Option(name));
  select.addEventListener("change", () => list.append(...orders[select.value]()));
  return labelled("Sort by", select);
}

/** A field whose words every row that stays must hold, and how many do. */
function narrower(rows) {
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const input = document.createElement("input");
  input.type = "search";
  input.autocomplete = "off";
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => {
      row.hidden = !words.every((word) => texts[place].includes(word));
      shown += !row.hidden;
    });
    status.textContent = words.length ? `${shown} of ${rows.length}` : "";
  });
  const label = labelled("Only with", input);
  label.append(" ", status);
  return label;
}

/** Open one of the papers from A to Z. */
function surprise() {
  const papers = document.querySelectorAll(".ps-index a");
  if (papers.length) location.replace(papers[Math.floor(Math.random() * papers.length)].href);
}

if (list && list.children.length >= FEWEST) {
  const rows = [...list.children];
  toolbar.prepend(sorter(rows), narrower(rows));
}

if (document.querySelector("[data-surprise]")) {
  const choose = () => location.hash === "#surprise" && surprise();
  addEventListener("hashchange", choose);
  choose();
}
