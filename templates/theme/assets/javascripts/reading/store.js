/**
 * What a reader marks: kept in this browser's localStorage, and nowhere else.
 *
 * Every field of every paper is an item of its own, named by the paper's id, which stays when a
 * paper is renamed. So two tabs never write over each other: there is nothing that one of them
 * would have to read, change and write back. localStorage rather than IndexedDB, because a row's
 * marks are there before it is painted, and other tabs are told of every change.
 */

import { site } from "../site.js";

// The site's own path: other projects may be published under the same host and share its storage.
const PREFIX = `${site.pathname}.reading.`;

const TOGETHER = 30; // milliseconds: another tab that imports or forgets changes hundreds of items at once

/** @typedef {{status: "read" | "later", star: true, note: string}} Values what each field of a paper may hold */
/** @typedef {keyof Values} Name */
/**
 * A field, and the moment in ISO 8601 at which it was set.
 * @template {Name} [N=Name]
 * @typedef {{value: Values[N], at: string}} Field
 */
/** @typedef {{[N in Name]: Field<N> | null}} Entry the fields of a paper */
/** @typedef {{id: string | null, isOwn: boolean}} Change of a paper, or of any; and whether this page made it */

/**
 * Whether a field may hold a value; whatever else is in the storage counts as nothing.
 * @type {Record<Name, (value: unknown) => boolean>}
 */
const FIELDS = {
  status: (value) => value === "read" || value === "later",
  star: (value) => value === true,
  note: (value) => typeof value === "string" && value !== "",
};

export const NAMES = /** @type {Name[]} */ (Object.keys(FIELDS));
/** @type {Readonly<Entry>} */
export const NOTHING = Object.freeze({ status: null, star: null, note: null });

/**
 * An id as papers have them.
 * @param {unknown} text
 * @returns {text is string}
 */
export const isId = (text) => typeof text === "string" && /^[a-z0-9]{4,26}$/.test(text);

/**
 * Whether a field may hold a value, with the moment at which it was set.
 * @template {Name} N
 * @param {N} name
 * @param {any} field
 * @returns {field is Field<N>}
 */
export const isField = (name, field) =>
  typeof field === "object" &&
  field !== null &&
  FIELDS[name](field.value) &&
  typeof field.at === "string" &&
  !Number.isNaN(Date.parse(field.at));

/**
 * Two values of one field as one, which loses neither.
 * @type {{[N in Name]: (mine: Values[N], theirs: Values[N]) => Values[N]}}
 */
const combine = {
  status: (mine, theirs) => (mine === "read" || theirs === "read" ? "read" : "later"),
  star: () => true,
  note: (mine, theirs) => joinNotes(mine, theirs),
};

/**
 * Two notes as one; what one says already is not said twice.
 * @param {string} mine
 * @param {string} theirs
 */
export function joinNotes(mine, theirs) {
  if (mine.includes(theirs)) return mine;
  return theirs.includes(mine) ? theirs : `${mine}\n\n${theirs}`;
}

/** The browser's storage, or null where it is switched off: merely naming it may raise an error. */
function storage() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

/** @type {(id: string, field: Name) => string} */
const nameOf = (id, field) => `${PREFIX}${field}.${id}`;

/**
 * @template {Name} N
 * @param {N} field
 * @param {string} text
 * @returns {Field<N> | null}
 */
function parse(field, text) {
  try {
    const found = JSON.parse(text);
    return isField(field, found) ? found : null;
  } catch {
    return null;
  }
}

/**
 * Tells its listeners of a `change`, and that a mark is `unkept`: it shows on this page, but the
 * browser would not take it. Their detail: the `id` of the paper (null: any), and whether this page
 * made the change (`isOwn`).
 */
class Store extends EventTarget {
  /**
   * What the browser did not take: item to text, or to null where an item should have gone.
   * @type {Map<string, string | null>}
   */
  #unkept = new Map();
  /**
   * What another tab changed and nobody here was told of yet; an id that is null: several papers.
   * @type {{id: string | null} | null}
   */
  #heard = null;

  constructor() {
    super();
    addEventListener("storage", (event) => {
      if (event.storageArea !== storage()) return;
      if (event.key === null) this.#unkept.clear();
      else if (!event.key.startsWith(PREFIX)) return;
      else this.#unkept.delete(event.key);
      this.#hear(event.key?.split(".").at(-1) ?? null);
    });
    // A page that comes back from the browser's cache was told of nothing meanwhile.
    addEventListener("pageshow", (event) => {
      if (event.persisted) this.#tell("change", null, false);
    });
  }

  /**
   * Have a listener told of every change, or of every mark that the browser would not keep.
   * @param {"change" | "unkept"} type
   * @param {(change: Change) => void} listener
   */
  listen(type, listener) {
    this.addEventListener(type, (event) => listener(/** @type {CustomEvent<Change>} */ (event).detail));
  }

  /** Whether there is a storage at all. */
  get isThere() {
    return storage() !== null;
  }

  /**
   * One field: `{value, at}` or null.
   * @template {Name} N
   * @param {string} id
   * @param {N} name
   * @returns {Field<N> | null}
   */
  field(id, name) {
    const text = this.#read(nameOf(id, name));
    return text === null ? null : parse(name, text);
  }

  /** Every paper that has a field, by id. */
  entries() {
    /** @type {Map<string, Entry>} */
    const found = new Map();
    for (const item of this.#items()) {
      const [field, id, more] = item.slice(PREFIX.length).split(".");
      const name = NAMES.find((each) => each === field);
      if (!name || !isId(id) || more !== undefined) continue;
      const held = this.field(id, name);
      if (held) found.set(id, { ...(found.get(id) ?? NOTHING), [name]: held });
    }
    return found;
  }

  /**
   * Set a field, or clear it with a value that says nothing (null, false, an empty text).
   * @param {string} id
   * @param {Name} name
   * @param {string | boolean | null} value
   */
  set(id, name, value) {
    const text = value ? JSON.stringify({ value, at: new Date().toISOString() }) : null;
    const item = nameOf(id, name);
    try {
      this.#write(item, text);
    } catch {
      this.#unkept.set(item, text);
      this.#tell("unkept", id);
    }
    this.#tell("change", id);
  }

  /**
   * Add entries to what is here; nothing that is here is lost.
   * @param {Map<string, Entry>} entries by id, as `entries` gives them
   * @returns {number} how many papers changed
   * @throws if the browser does not take all of it; then nothing has changed
   */
  merge(entries) {
    /** @type {[item: string, text: string | null][]} */
    const before = [];
    const changed = new Set();
    try {
      for (const [id, entry] of entries) {
        for (const name of NAMES) {
          const text = this.#merged(id, name, entry);
          if (text === null) continue;
          const item = nameOf(id, name);
          before.push([item, this.#read(item)]);
          this.#write(item, text);
          changed.add(id);
        }
      }
    } catch (error) {
      for (const [item, text] of before.reverse()) this.#write(item, text);
      throw error;
    }
    this.#tell("change", null);
    return changed.size;
  }

  /**
   * What a field holds together with that of another entry; null where this changes nothing.
   * @template {Name} N
   * @param {string} id
   * @param {N} name
   * @param {Entry} entry
   */
  #merged(id, name, entry) {
    const theirs = /** @type {Field<N> | null} */ (entry[name]);
    if (!theirs) return null;
    const mine = this.field(id, name);
    const value = mine ? combine[name](mine.value, theirs.value) : theirs.value;
    return mine && value === mine.value ? null : JSON.stringify({ value, at: theirs.at });
  }

  /** Forget every mark and note of this site. */
  forget() {
    for (const item of this.#items()) {
      try {
        this.#write(item, null);
      } catch {
        this.#unkept.set(item, null);
      }
    }
    this.#tell("change", null);
  }

  /** The names of this site's items, also of those that the browser did not take. */
  #items() {
    const kept = storage();
    const names = Array.from({ length: kept?.length ?? 0 }, (_, place) => kept?.key(place) ?? "");
    return new Set([...names, ...this.#unkept.keys()].filter((name) => name.startsWith(PREFIX)));
  }

  /**
   * @param {string} item
   * @returns {string | null}
   */
  #read(item) {
    const unkept = this.#unkept.get(item);
    if (unkept !== undefined) return unkept;
    try {
      return storage()?.getItem(item) ?? null;
    } catch {
      return null;
    }
  }

  /**
   * @param {string} item
   * @param {string | null} text null where it shall go
   * @throws where the browser does not take it
   */
  #write(item, text) {
    const kept = storage();
    if (!kept) throw new Error("There is no storage");
    if (text === null) kept.removeItem(item);
    else kept.setItem(item, text);
    this.#unkept.delete(item);
  }

  /**
   * Tell of another tab's change, together with those that come right behind it.
   * @param {string | null} id
   */
  #hear(id) {
    if (this.#heard) {
      if (this.#heard.id !== id) this.#heard.id = null;
      return;
    }
    const heard = { id };
    this.#heard = heard;
    setTimeout(() => {
      this.#heard = null;
      this.#tell("change", heard.id, false);
    }, TOGETHER);
  }

  /**
   * @param {"change" | "unkept"} type
   * @param {string | null} id
   * @param {boolean} [isOwn]
   */
  #tell(type, id, isOwn = true) {
    this.dispatchEvent(new CustomEvent(type, { detail: { id, isOwn } }));
  }
}

export const store = new Store();
