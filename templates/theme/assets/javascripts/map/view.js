/** The part of the map that is shown: between places, from 0 to 1, and pixels from the corner of the canvas. */

/** @import { Place } from "./papers.js" */

const CLOSEST = 60; // times the whole map
const FILLED = 0.94; // of the canvas, by the whole map
const WIDEST = 1.5; // times as wide as high, or the reverse, the map may be drawn
const GLIDE = 220; // milliseconds
const MARGIN = 40; // pixels that a paper which is sought keeps from the edge

/** @typedef {{left: number, top: number}} Spot pixels from the corner of the canvas */
/** @typedef {Place & {zoom: number}} Part what is shown: its middle, and how far it is enlarged */

/** @type {(least: number, value: number, most: number) => number} */
const between = (least, value, most) => Math.min(Math.max(value, least), most);

/** Tells by a `change` event that something else is shown. */
export class View extends EventTarget {
  width = 1;
  height = 1;
  /** @type {Part} */
  #shown = { x: 0.5, y: 0.5, zoom: 1 };
  /** @type {Part | null} */
  #goal = null;

  get zoom() {
    return this.#shown.zoom;
  }

  /** The place in the middle. */
  get middle() {
    return { x: this.#shown.x, y: this.#shown.y };
  }

  /** How many pixels the whole map would have across and down. */
  get span() {
    const [width, height] = [FILLED * this.width, FILLED * this.height];
    const { zoom } = this.#shown;
    return { x: Math.min(width, WIDEST * height) * zoom, y: Math.min(height, WIDEST * width) * zoom };
  }

  /**
   * Where a place is on the canvas; `span` is passed by whoever asks for many.
   * @param {Place} place
   * @param {Place} [span]
   * @returns {Spot}
   */
  pixels(place, span = this.span) {
    const { x, y } = this.#shown;
    return { left: (place.x - x) * span.x + this.width / 2, top: (place.y - y) * span.y + this.height / 2 };
  }

  /**
   * @param {Spot} spot
   * @returns {Place}
   */
  place({ left, top }) {
    const { x, y } = this.#shown;
    return { x: (left - this.width / 2) / this.span.x + x, y: (top - this.height / 2) / this.span.y + y };
  }

  /** @param {Spot} spot */
  shows({ left, top }) {
    return left >= 0 && top >= 0 && left <= this.width && top <= this.height;
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  resize(width, height) {
    if (!width || !height) return; // not laid out at the moment
    Object.assign(this, { width, height });
    this.#show(this.#shown);
  }

  /**
   * Enlarge by a factor at once; what is at the given pixels stays there.
   * @param {number} factor
   * @param {Spot} pixels
   */
  enlarge(factor, pixels) {
    this.#stop();
    this.#show(this.#enlarged(this.#shown, factor, pixels));
  }

  /**
   * Move what is shown by some pixels.
   * @param {number} left
   * @param {number} top
   */
  pan(left, top) {
    this.#stop();
    const { x, y, zoom } = this.#shown;
    this.#show({ x: x - left / this.span.x, y: y - top / this.span.y, zoom });
  }

  /**
   * Enlarge around the middle, or around pixels, so that the eye can follow.
   * @param {number} factor
   * @param {Spot} [pixels]
   */
  zoomBy(factor, pixels = { left: this.width / 2, top: this.height / 2 }) {
    this.#glide(this.#enlarged(this.#goal ?? this.#shown, factor, pixels));
  }

  showAll() {
    this.#glide({ x: 0.5, y: 0.5, zoom: 1 });
  }

  /**
   * Begin with a place in the middle.
   * @param {Place} place
   * @param {number} zoom
   */
  centre({ x, y }, zoom) {
    this.#show({ x, y, zoom });
  }

  /**
   * Move so far that a place is well within sight.
   * @param {Place} place
   */
  reveal(place) {
    const { left, top } = this.pixels(place);
    const aside = left - between(MARGIN, left, this.width - MARGIN);
    const below = top - between(MARGIN, top, this.height - MARGIN);
    if (aside || below) this.pan(-aside, -below);
  }

  /**
   * @param {Part} part
   * @param {number} factor
   * @param {Spot} pixels
   * @returns {Part}
   */
  #enlarged({ x, y, zoom }, factor, { left, top }) {
    // Rounded, so that as many steps back show the whole map again, and not a hair less.
    const larger = between(1, Number((zoom * factor).toPrecision(9)), CLOSEST);
    // Pixels from the middle are places at either zoom: the difference is what the middle moves by.
    const unit = { x: this.span.x / this.zoom, y: this.span.y / this.zoom };
    const shift = 1 / zoom - 1 / larger;
    return { x: x + ((left - this.width / 2) / unit.x) * shift, y: y + ((top - this.height / 2) / unit.y) * shift, zoom: larger };
  }

  /**
   * Show a part, but keep some of the map in sight, and all of it in the middle when nothing is enlarged.
   * @param {Part} part
   */
  #show(part) {
    this.#shown = part;
    const span = this.span;
    const within = (/** @type {number} */ at, /** @type {number} */ room) => between(0.5 - room, at, 0.5 + room);
    const across = Math.max(0.5 / FILLED - this.width / 2 / span.x, 0);
    const down = Math.max(0.5 / FILLED - this.height / 2 / span.y, 0);
    this.#shown = { x: within(part.x, across), y: within(part.y, down), zoom: part.zoom };
    this.dispatchEvent(new Event("change"));
  }

  /** @param {Part} goal */
  #glide(goal) {
    this.#stop();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.#show(goal);
      return;
    }
    this.#goal = goal;
    const [from, start] = [this.#shown, performance.now()];
    const step = (/** @type {number} */ now) => {
      if (this.#goal !== goal) return;
      const share = between(0, (now - start) / GLIDE, 1);
      if (share === 1) {
        this.#goal = null;
        this.#show(goal);
        return;
      }
      const eased = 1 - (1 - share) ** 3;
      const zoom = from.zoom * (goal.zoom / from.zoom) ** eased;
      // The middle moves with the zoom, or what lies under a finger would sway.
      const moved = goal.zoom === from.zoom ? eased : (1 / from.zoom - 1 / zoom) / (1 / from.zoom - 1 / goal.zoom);
      this.#show({ x: from.x + (goal.x - from.x) * moved, y: from.y + (goal.y - from.y) * moved, zoom });
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  #stop() {
    this.#goal = null;
  }
}
