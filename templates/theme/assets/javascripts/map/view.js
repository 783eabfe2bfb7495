/** The part of the map that is shown: between places, from 0 to 1, and pixels from the corner of the canvas. */

const CLOSEST = 60; // times the whole map
const FILLED = 0.94; // of the canvas, by the whole map
const WIDEST = 1.5; // times as wide as high, or the reverse, the map may be drawn
const GLIDE = 220; // milliseconds
const MARGIN = 40; // pixels that a paper which is sought keeps from the edge

const between = (least, value, most) => Math.min(Math.max(value, least), most);

/** Tells by a `change` event that something else is shown. */
export class View extends EventTarget {
  width = 1;
  height = 1;
  #shown = { x: 0.5, y: 0.5, zoom: 1 };
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

  /** Where a place is on the canvas; `span` is passed by whoever asks for many. */
  pixels(place, span = this.span) {
    const { x, y } = this.#shown;
    return { left: (place.x - x) * span.x + this.width / 2, top: (place.y - y) * span.y + this.height / 2 };
  }

  place({ left, top }) {
    const { x, y } = this.#shown;
    return { x: (left - this.width / 2) / this.span.x + x, y: (top - this.height / 2) / this.span.y + y };
  }

  shows({ left, top }) {
    return left >= 0 && top >= 0 && left <= this.width && top <= this.height;
  }

  resize(width, height) {
    if (!width || !height) return; // not laid out at the moment
    Object.assign(this, { width, height });
    this.#show(this.#shown);
  }

  /** Enlarge by a factor at once; what is at the given pixels stays there. */
  enlarge(factor, pixels) {
    this.#stop();
    this.#show(this.#enlarged(this.#shown, factor, pixels));
  }

  /** Move what is shown by some pixels. */
  pan(left, top) {
    this.#stop();
    const { x, y, zoom } = this.#shown;
    this.#show({ x: x - left / this.span.x, y: y - top / this.span.y, zoom });
  }

  /** Enlarge around the middle, or around pixels, so that the eye can follow. */
  zoomBy(factor, pixels = { left: this.width / 2, top: this.height / 2 }) {
    this.#glide(this.#enlarged(this.#goal ?? this.#shown, factor, pixels));
  }

  showAll() {
    this.#glide({ x: 0.5, y: 0.5, zoom: 1 });
  }

  /** Begin with a place in the middle. */
  centre({ x, y }, zoom) {
    this.#show({ x, y, zoom });
  }

  /** Move so far that a place is well within sight. */
  reveal(place) {
    const { left, top } = this.pixels(place);
    const aside = left - between(MARGIN, left, this.width - MARGIN);
    const below = top - between(MARGIN, top, this.height - MARGIN);
    if (aside || below) this.pan(-aside, -below);
  }

  #enlarged({ x, y, zoom }, factor, { left, top }) {
    // Rounded, so that as many steps back show the whole map again, and not a hair less.
    const larger = between(1, Number((zoom * factor).toPrecision(9)), CLOSEST);
    // Pixels from the middle are places at either zoom: the difference is what the middle moves by.
    const unit = { x: this.span.x / this.zoom, y: this.span.y / this.zoom };
    const shift = 1 / zoom - 1 / larger;
    return { x: x + ((left - this.width / 2) / unit.x) * shift, y: y + ((top - this.height / 2) / unit.y) * shift, zoom: larger };
  }

  /** Show a part, but keep some of the map in sight, and all of it in the middle when nothing is enlarged. */
  #show(part) {
    this.#shown = part;
    for (const [axis, length] of [["x", this.width], ["y", this.height]]) {
      const room = Math.max(0.5 / FILLED - length / 2 / this.span[axis], 0);
      this.#shown = { ...this.#shown, [axis]: between(0.5 - room, part[axis], 0.5 + room) };
    }
    this.dispatchEvent(new Event("change"));
  }

  #glide(goal) {
    this.#stop();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.#show(goal);
    this.#goal = goal;
    const [from, start] = [this.#shown, performance.now()];
    const step = (now) => {
      if (this.#goal !== goal) return;
      const share = between(0, (now - start) / GLIDE, 1);
      if (share === 1) {
        this.#goal = null;
        return this.#show(goal);
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
