/**
 * The map: every paper a point on a canvas, a list of those in view beside it, one filter for both.
 * Positions and labels come from map/papers.json (generator/atlas/publication.py). Everything that
 * is shown is set as text, never as markup.
 */

const root = document.querySelector("[data-map]");
const part = (name) => root.querySelector(`[data-map-${name}]`);
const frame = part("frame");
const canvas = part("canvas");
const tip = part("tip");
const pen = canvas.getContext("2d");
const buttons = [...root.querySelectorAll("[data-map-topic]")];
const site = new URL(root.dataset.site, location.href);

const CLOSEST = 60; // times the whole map
const STEP = 1.5; // of the zoom buttons
const REACH = 14; // pixels from a point at which it is meant
const CELLS = 64; // of the index, a side
const SHOWN = 50; // papers in the list at a time
const PAUSE = 150; // milliseconds between the last movement and the list
const TITLES = 60; // papers in view at which titles are written
const TAGS_FROM = 1.6; // zoom from which tags have labels; topics have them until then, and a little longer

const state = {
  papers: [],
  topics: [],
  tags: [],
  colours: {},
  view: { x: 0.5, y: 0.5, zoom: 1 },
  size: { width: 1, height: 1, ratio: 1 },
  span: { x: 1, y: 1 },
  tag: null,
  topic: null,
  current: null, // the paper under the pointer, or the one that the keyboard stands on
  listed: SHOWN,
};

/* From data to papers with what drawing needs. */

async function load() {
  const response = await fetch(new URL("map/papers.json", site));
  if (!response.ok) throw new Error(`map/papers.json: ${response.status}`);
  const data = await response.json();
  state.topics = data.topics.map(([key, label, x, y, count]) => ({ key, label, x, y, count }));
  state.tags = data.tags.map(([key, label, x, y, count, topic]) => ({ key, label, x, y, count, topic }));
  state.papers = data.papers.map(([slug, title, x, y, topic, tags, guessed]) => ({ slug, title, x, y, topic, tags, guessed }));
  for (const paper of state.papers) if (paper.x !== null) cell(paper.x, paper.y, true).push(paper);
}

const cells = new Map();

/** The papers in the cell of the index that a place belongs to. */
function cell(x, y, make = false) {
  const number = Math.floor(y * CELLS) * (CELLS + 1) + Math.floor(x * CELLS);
  if (make && !cells.has(number)) cells.set(number, []);
  return cells.get(number) ?? [];
}

const matches = (paper) =>
  (state.tag === null || paper.tags.includes(state.tag)) &&
  (state.topic === null || paper.topic === state.topic || paper.tags.some((tag) => state.tags[tag].topic === state.topic));

/* Between the map's square and the screen. */

const across = (x) => (x - state.view.x) * state.span.x + state.size.width / 2;
const down = (y) => (y - state.view.y) * state.span.y + state.size.height / 2;
const placeAt = (left, top) => ({
  x: (left - state.size.width / 2) / state.span.x + state.view.x,
  y: (top - state.size.height / 2) / state.span.y + state.view.y,
});

/** How many pixels the map has across and down; it may be half as wide again as it is high, or the reverse. */
function measure() {
  const [width, height] = [0.94 * state.size.width, 0.94 * state.size.height];
  const { zoom } = state.view;
  state.span = { x: Math.min(width, 1.5 * height) * zoom, y: Math.min(height, 1.5 * width) * zoom };
}

const isSeen = (paper) => {
  if (paper.x === null) return state.view.zoom === 1;
  const left = across(paper.x);
  const top = down(paper.y);
  return left >= 0 && top >= 0 && left <= state.size.width && top <= state.size.height;
};

/** Keep some of the map in view, and all of it in the middle when nothing is enlarged. */
function hold() {
  const { view, size } = state;
  measure();
  for (const [axis, length] of [["x", size.width], ["y", size.height]]) {
    const half = length / 2 / state.span[axis];
    const room = Math.max(0.53 - half, 0);
    view[axis] = Math.min(Math.max(view[axis], 0.5 - room), 0.5 + room);
  }
  // Where the whole map is shown, a finger scrolls the page.
  canvas.style.touchAction = view.zoom > 1 ? "none" : "pan-y";
  root.dataset.mapZoom = view.zoom.toFixed(2);
}

/** Enlarge by a factor; the place under the given point of the screen stays where it is. */
function zoom(factor, left = state.size.width / 2, top = state.size.height / 2) {
  const before = placeAt(left, top);
  state.view.zoom = Math.min(Math.max(state.view.zoom * factor, 1), CLOSEST);
  measure();
  const after = placeAt(left, top);
  state.view.x += before.x - after.x;
  state.view.y += before.y - after.y;
  moved();
}

function pan(left, top) {
  state.view.x -= left / state.span.x;
  state.view.y -= top / state.span.y;
  moved();
}

function whole() {
  Object.assign(state.view, { x: 0.5, y: 0.5, zoom: 1 });
  moved();
}

let pause;

function moved() {
  hold();
  paint();
  clearTimeout(pause);
  pause = setTimeout(list, PAUSE);
}

/* Drawing. */

let asked = false;

/** Draw before the next frame, however often this is asked for. */
function paint() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    draw();
  });
}

/** The marks of the topics, in the order of --ps-mark-0 to 5: each adds a shape around a point to a path. */
const MARKS = [
  (path, x, y, r) => (path.moveTo(x + r, y), path.arc(x, y, r, 0, 2 * Math.PI)),
  (path, x, y, r) => path.rect(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r),
  (path, x, y, r) => shape(path, [[x, y - 1.1 * r], [x + 1.1 * r, y + 0.9 * r], [x - 1.1 * r, y + 0.9 * r]]),
  (path, x, y, r) => shape(path, [[x, y - 1.2 * r], [x + 1.2 * r, y], [x, y + 1.2 * r], [x - 1.2 * r, y]]),
  (path, x, y, r) => shape(path, [[x, y + 1.1 * r], [x + 1.1 * r, y - 0.9 * r], [x - 1.1 * r, y - 0.9 * r]]),
  (path, x, y, r) => (path.rect(x - 0.4 * r, y - 1.1 * r, 0.8 * r, 2.2 * r), path.rect(x - 1.1 * r, y - 0.4 * r, 2.2 * r, 0.8 * r)),
];

function shape(path, corners) {
  corners.forEach(([x, y], number) => (number ? path.lineTo(x, y) : path.moveTo(x, y)));
  path.closePath();
}

const mark = (topic) => MARKS[topic < 0 ? 0 : topic % MARKS.length];

function draw() {
  const { width, height, ratio } = state.size;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const crowd = Math.min(1, Math.sqrt(2000 / Math.max(state.papers.length, 1)));
  const radius = Math.min(3.6 * Math.max(crowd, 0.45) * state.view.zoom ** 0.35 * (width < 500 ? 0.8 : 1), 8);
  const seen = state.papers.filter((paper) => paper.x !== null && isSeen(paper));
  const [pale, hollow, full] = [[], [], []];
  for (const paper of seen) (matches(paper) ? (paper.guessed ? hollow : full) : pale).push(paper);
  pen.fillStyle = state.colours.line;
  for (const paper of pale) speck(paper, 0.6 * radius);
  pen.lineWidth = 1.5;
  for (const [topic, papers] of Map.groupBy(full, (paper) => paper.topic)) {
    pen.fillStyle = colour(topic);
    if (radius < 2) for (const paper of papers) speck(paper, radius);
    else pen.fill(outline(papers, radius));
  }
  for (const [topic, papers] of Map.groupBy(hollow, (paper) => paper.topic)) {
    pen.strokeStyle = colour(topic);
    pen.stroke(outline(papers, radius));
  }
  write(seen.filter(matches), radius);
  point(radius);
}

const colour = (topic) => state.colours.topics[topic] ?? state.colours.neutral;

/** A point so small that no mark can be told: a square is painted fastest. */
function speck(paper, radius) {
  pen.fillRect(across(paper.x) - radius, down(paper.y) - radius, 2 * radius, 2 * radius);
}

/** The marks of some papers of one topic, as one path. */
function outline(papers, radius) {
  const path = new Path2D();
  for (const paper of papers) mark(paper.topic)(path, across(paper.x), down(paper.y), radius);
  return path;
}

/** The ring around the paper that is meant. */
function point(radius) {
  const paper = state.current;
  if (!paper || paper.x === null) return;
  pen.fillStyle = colour(paper.topic);
  pen.fill(outline([paper], radius + 1.5));
  pen.beginPath();
  pen.arc(across(paper.x), down(paper.y), radius + 6, 0, 2 * Math.PI);
  pen.lineWidth = 2;
  pen.strokeStyle = state.colours.text;
  pen.stroke();
}

/** Labels, the most important first; one that would cover another stands a little higher or lower, or nowhere. */
function write(seen, radius) {
  const { zoom } = state.view;
  const { width, height } = state.size;
  const small = width < 500;
  const family = getComputedStyle(root).fontFamily;
  const taken = [];
  const free = (box) =>
    box.top > 0 && box.bottom < height && !taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
  const label = (text, place, weight, size, { beside = false, shifts = [0] } = {}) => {
    const [x, y] = [across(place.x), down(place.y)];
    if (x < 0 || x > width) return;
    pen.font = `${weight} ${small ? size * 0.85 : size}px ${family}`;
    const needed = pen.measureText(text).width;
    const before = beside && x + radius + 4 + needed > width;
    const left = beside ? (before ? x - radius - 4 - needed : x + radius + 4) : Math.min(Math.max(x - needed / 2, 4), width - needed - 4);
    const boxAt = (shift) => ({ left: left - 3, right: left + needed + 3, top: y + shift - size * 0.65, bottom: y + shift + size * 0.65 });
    const shift = shifts.find((each) => free(boxAt(each)));
    if (shift === undefined) return;
    taken.push(boxAt(shift));
    pen.lineWidth = 3.5;
    pen.lineJoin = "round";
    pen.textBaseline = "middle";
    pen.strokeStyle = state.colours.back;
    pen.fillStyle = state.colours.text;
    pen.strokeText(text, left, y + shift);
    pen.fillText(text, left, y + shift);
  };
  const ranked = (items, chosen) =>
    items.filter((item, number) => item.x !== null && (chosen === null || chosen === number)).sort((one, other) => other.count - one.count);
  const around = (size) => [0, -1.3 * size, 1.3 * size, -2.6 * size, 2.6 * size];
  if (zoom < TAGS_FROM * 1.6 && state.tag === null) {
    for (const topic of ranked(state.topics, state.topic)) label(topic.label, topic, 650, 15, { shifts: around(15) });
  }
  if (zoom >= TAGS_FROM || state.tag !== null) {
    for (const tag of ranked(state.tags, state.tag)) label(tag.label, tag, 600, 13);
  }
  if (seen.length <= TITLES && zoom > 2) {
    for (const paper of seen) label(shorten(paper.title), paper, 400, 12, { beside: true });
  }
}

/** A title that a map has room for. */
function shorten(title) {
  if (title.length <= 52) return title;
  return `${title.slice(0, 50).replace(/\s+\S*$/, "")} …`;
}

/** The colours as the style sheet has them at this moment: a swatch stands for each topic. */
function readColours() {
  const style = getComputedStyle(root);
  const back = getComputedStyle(frame).backgroundColor;
  state.colours = {
    topics: buttons.map((button) => getComputedStyle(button.querySelector("[data-topic]")).backgroundColor),
    text: style.color,
    line: getComputedStyle(frame).borderTopColor,
    neutral: getComputedStyle(document.getElementById("ps-map-keys")).color,
    back,
  };
  paint();
}

/* The paper that is meant, by pointer or by keyboard. */

/** The paper nearest to a point of the screen, if one is within reach. */
function find(left, top) {
  const { x, y } = placeAt(left, top);
  let best = null;
  let least = REACH;
  const [columns, rows] = [state.span.x, state.span.y].map((pixels) => Math.ceil((REACH / pixels) * CELLS));
  for (let row = -rows; row <= rows; row++) {
    for (let column = -columns; column <= columns; column++) {
      for (const paper of cell(x + column / CELLS, y + row / CELLS)) {
        const distance = Math.hypot(across(paper.x) - left, down(paper.y) - top);
        if (distance < least && matches(paper)) [best, least] = [paper, distance];
      }
    }
  }
  return best;
}

function mean(paper, spoken = false) {
  state.current = paper;
  root.dataset.mapCurrent = paper?.slug ?? "";
  canvas.classList.toggle("ps-map__hit", paper !== null);
  tip.hidden = paper === null || paper.x === null || !isSeen(paper);
  if (paper !== null) {
    const tags = paper.tags.map((tag) => state.tags[tag].label).join(" · ");
    const lines = [["strong", paper.title], ["span", tags], ["em", paper.guessed ? "Placed near its relatives since the map was drawn" : ""]];
    tip.replaceChildren(...lines.filter(([, text]) => text).map(([name, text]) => Object.assign(document.createElement(name), { textContent: text })));
    tip.href = address(paper);
    if (!tip.hidden) {
      const left = Math.min(Math.max(across(paper.x) - tip.offsetWidth / 2, 4), state.size.width - tip.offsetWidth - 4);
      const below = down(paper.y) + 16;
      const top = below + tip.offsetHeight > state.size.height ? down(paper.y) - tip.offsetHeight - 16 : below;
      tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(top, 4))}px)`;
    }
    if (spoken) part("status").textContent = tags ? `${paper.title}. Tags: ${tags}` : paper.title;
  }
  paint();
}

const address = (paper) => new URL(`papers/${paper.slug}/`, site);

function open(paper, apart) {
  if (apart) window.open(address(paper), "_blank", "noopener");
  else location.assign(address(paper));
}

/** The next paper in a direction: near, and more ahead than aside. */
function next(sideways, downwards) {
  const here = state.current?.x != null ? state.current : state.view;
  let best = null;
  let least = Infinity;
  for (const paper of state.papers) {
    if (paper.x === null || paper === state.current || !matches(paper)) continue;
    const [x, y] = [(paper.x - here.x) * state.span.x, (paper.y - here.y) * state.span.y];
    const ahead = x * sideways + y * downwards;
    const aside = Math.abs(x * downwards) + Math.abs(y * sideways);
    if (ahead <= 0 && state.current !== null) continue;
    const cost = state.current === null ? Math.hypot(x, y) : ahead + 2.5 * aside;
    if (cost < least) [best, least] = [paper, cost];
  }
  return best;
}

/** Move the map so far that a paper is well within it. */
function reveal(paper) {
  const margin = 40;
  const { width, height } = state.size;
  const aside = Math.min(across(paper.x) - margin, 0) + Math.max(across(paper.x) - width + margin, 0);
  const below = Math.min(down(paper.y) - margin, 0) + Math.max(down(paper.y) - height + margin, 0);
  if (aside || below) pan(-aside, -below);
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const KEYS = { "+": () => zoom(STEP), "=": () => zoom(STEP), "-": () => zoom(1 / STEP), 0: whole, Escape: () => mean(null) };

canvas.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key in ARROWS) {
    const [sideways, downwards] = ARROWS[event.key];
    if (event.shiftKey) pan(-80 * sideways, -80 * downwards);
    else {
      const paper = next(sideways, downwards);
      if (paper) {
        reveal(paper);
        mean(paper, true);
      }
    }
  } else if (event.key === "Enter" && state.current) open(state.current);
  else if (event.key in KEYS) {
    KEYS[event.key]();
    if (state.current) mean(state.current);
  } else return;
  event.preventDefault();
});

canvas.addEventListener("blur", () => mean(null));

/* Wheel, dragging and pinching. */

const fingers = new Map();
let dragged = false;

const spot = (event) => {
  const box = canvas.getBoundingClientRect();
  return { left: event.clientX - box.left, top: event.clientY - box.top };
};

canvas.addEventListener(
  "wheel",
  (event) => {
    // The whole map cannot get smaller: the page scrolls on.
    if (event.deltaY > 0 && state.view.zoom === 1) return;
    event.preventDefault();
    const { left, top } = spot(event);
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
    zoom(Math.exp(-Math.min(Math.max(pixels, -120), 120) * (event.ctrlKey ? 0.01 : 0.003)), left, top);
    mean(find(left, top));
  },
  { passive: false },
);

canvas.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  if (fingers.size === 0) dragged = false;
  fingers.set(event.pointerId, spot(event));
  canvas.setPointerCapture(event.pointerId);
});

canvas.addEventListener("pointermove", (event) => {
  const now = spot(event);
  const before = fingers.get(event.pointerId);
  if (!before) {
    if (event.pointerType !== "touch") mean(find(now.left, now.top));
    return;
  }
  const other = [...fingers].find(([finger]) => finger !== event.pointerId)?.[1];
  if (other) {
    const apart = (one) => Math.hypot(one.left - other.left, one.top - other.top) || 1;
    zoom(apart(now) / apart(before), (now.left + other.left) / 2, (now.top + other.top) / 2);
    pan((now.left - before.left) / 2, (now.top - before.top) / 2);
    dragged = true;
  } else if (dragged || Math.hypot(now.left - before.left, now.top - before.top) > 4) {
    dragged = true;
    pan(now.left - before.left, now.top - before.top);
    mean(null);
  } else return;
  fingers.set(event.pointerId, now);
});

canvas.addEventListener("pointerup", (event) => {
  const pressed = fingers.delete(event.pointerId);
  if (!pressed || dragged) return;
  const { left, top } = spot(event);
  const paper = find(left, top);
  // A finger cannot hover: its first touch shows the paper, the second opens it.
  if (paper && (event.pointerType !== "touch" || paper === state.current)) open(paper, event.ctrlKey || event.metaKey);
  else mean(paper, true);
});

canvas.addEventListener("pointercancel", (event) => fingers.delete(event.pointerId));
canvas.addEventListener("pointerleave", (event) => {
  if (event.pointerType !== "touch" && document.activeElement !== canvas) mean(null);
});

for (const button of root.querySelectorAll("[data-map-zoom]")) {
  const act = { in: () => zoom(STEP), out: () => zoom(1 / STEP), whole }[button.dataset.mapZoom];
  button.addEventListener("click", act);
}

/* The list, and the filter of both. */

function list() {
  if (root.dataset.mapState !== "ready") return;
  const found = state.papers.filter((paper) => matches(paper) && isSeen(paper));
  const all = state.view.zoom === 1 && state.tag === null && state.topic === null;
  part("count").textContent = `${found.length.toLocaleString("en")} ${found.length === 1 ? "paper" : "papers"} ${all ? "on the list" : "in view"}`;
  part("papers").replaceChildren(...found.slice(0, state.listed).map(entry));
  part("more").hidden = found.length <= state.listed;
  root.dataset.mapListed = String(found.length);
}

function entry(paper) {
  const link = Object.assign(document.createElement("a"), { href: address(paper), textContent: paper.title });
  link.addEventListener("pointerenter", () => mean(paper));
  link.addEventListener("pointerleave", () => mean(null));
  link.addEventListener("focus", () => mean(paper));
  link.addEventListener("blur", () => mean(null));
  const row = document.createElement("li");
  row.append(link);
  if (paper.x === null) row.append(" ", Object.assign(document.createElement("span"), { className: "ps-fact", textContent: "not on the map yet" }));
  return row;
}

part("more").addEventListener("click", () => {
  const first = state.listed;
  state.listed += SHOWN;
  list();
  part("papers").children[first]?.querySelector("a").focus();
});

/** Filter by the tag and the topic that are chosen, and keep the address in step. */
function filter() {
  const tag = part("tag").value;
  const number = state.tags.findIndex((each) => each.key === tag);
  state.tag = number < 0 ? null : number;
  const pressed = buttons.findIndex((button) => button.getAttribute("aria-pressed") === "true");
  state.topic = pressed < 0 ? null : pressed;
  state.listed = SHOWN;
  const here = new URL(location.href);
  for (const [name, value] of [["tag", state.tags[state.tag]?.key], ["topic", state.topics[state.topic]?.key]]) {
    if (value === undefined) here.searchParams.delete(name);
    else here.searchParams.set(name, value);
  }
  history.replaceState(null, "", here);
  paint();
  list();
}

part("tag").addEventListener("change", filter);
for (const button of buttons) {
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    for (const other of buttons) other.setAttribute("aria-pressed", String(other === button && on));
    filter();
  });
}

/** Fill the choice of tags, by topic, and choose what the address names. */
function offer() {
  const groups = [...state.topics.keys(), -1].map((topic) => {
    const tags = state.tags.filter((tag) => tag.topic === topic && tag.count > 0);
    const options = tags.map((tag) => Object.assign(document.createElement("option"), { value: tag.key, textContent: `${tag.label} (${tag.count})` }));
    const group = Object.assign(document.createElement("optgroup"), { label: state.topics[topic]?.label ?? "Kind of contribution" });
    group.append(...options);
    return group;
  });
  part("tag").append(...groups.filter((group) => group.children.length));
  const wanted = new URL(location.href).searchParams;
  part("tag").value = state.tags.some((tag) => tag.key === wanted.get("tag") && tag.count) ? wanted.get("tag") : "";
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.mapTopic === wanted.get("topic")));
  const paper = state.papers.find((each) => each.slug === wanted.get("paper") && each.x !== null);
  if (paper) Object.assign(state.view, { x: paper.x, y: paper.y, zoom: 5 });
  return paper;
}

/* Begin. */

new ResizeObserver(() => {
  const ratio = window.devicePixelRatio || 1;
  const { width, height } = canvas.getBoundingClientRect();
  state.size = { width, height, ratio };
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  hold();
  draw();
  clearTimeout(pause);
  pause = setTimeout(list, PAUSE);
}).observe(canvas);

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", readColours);
for (const node of [document.documentElement, document.body]) {
  new MutationObserver(readColours).observe(node, { attributeFilter: ["data-md-color-scheme"] });
}

try {
  readColours();
  await load();
  const paper = offer();
  hold();
  root.dataset.mapState = "ready";
  filter();
  if (paper) mean(paper, true);
} catch {
  part("count").textContent = "The map could not be loaded. Reload the page to try again.";
  root.dataset.mapState = "error";
}
