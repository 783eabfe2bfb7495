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

/** The fields of a paper, and what each may hold; whatever else stands in the storage counts as nothing. */
const FIELDS = {
  status: (value) => value === "read" || value === "later",
  star: (value) => value === true,
  note: (value) => typeof value === "string" && value !== "",
};

export const NAMES = Object.keys(FIELDS);
export const NOTHING = Object.freeze({ status: null, star: null, note: null });

/** An id as papers have them. */
export const isId = (text) => typeof text === "string" && /^[a-z0-9]{4,26}$/.test(text);

/** Whether a field may hold a value, with the moment at which it was set. */
export const isField = (name, field) =>
  typeof field === "object" &&
  field !== null &&
  FIELDS[name](field.value) &&
  typeof field.at === "string" &&
  !Number.isNaN(Date.parse(field.at));

/** Two values of one field as one, which loses neither. */
const combine = {
  status: (mine, theirs) => (mine === "read" || theirs === "read" ? "read" : "later"),
  star: () => true,
  note: (mine, theirs) => joinNotes(mine, theirs),
};

/** Two notes as one; what one says already is not said twice. */
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

const nameOf = (id, field) => `${PREFIX}${field}.${id}`;

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
  /** What the browser did not take: item to text, or to null where an item should have gone. */
  #unkept = new Map();
  /** What another tab changed and nobody here was told of yet: `{id}`; null: several papers. */
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

  /** Whether there is a storage at all. */
  get isThere() {
    return storage() !== null;
  }

  /** A paper's fields, each `{value, at}` or null. */
  entry(id) {
    return Object.fromEntries(NAMES.map((name) => [name, this.field(id, name)]));
  }

  /** One field: `{value, at}` or null. */
  field(id, name) {
    const text = this.#read(nameOf(id, name));
    return text === null ? null : parse(name, text);
  }

  /** Every paper that has a field, by id. */
  entries() {
    const found = new Map();
    for (const item of this.#items()) {
      const [name, id, more] = item.slice(PREFIX.length).split(".");
      if (!NAMES.includes(name) || !isId(id) || more !== undefined) continue;
      const field = this.field(id, name);
      if (field) found.set(id, { ...(found.get(id) ?? NOTHING), [name]: field });
    }
    return found;
  }

  /** Set a field, or clear it with a value that says nothing (null, false, an empty text). */
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
   * @param {Map<string, object>} entries by id, as `entries` gives them
   * @returns {number} how many papers changed
   * @throws if the browser does not take all of it; then nothing has changed
   */
  merge(entries) {
    const before = [];
    const changed = new Set();
    try {
      for (const [id, entry] of entries) {
        for (const name of NAMES) {
          const theirs = entry[name];
          if (!theirs) continue;
          const mine = this.field(id, name);
          const value = mine ? combine[name](mine.value, theirs.value) : theirs.value;
          if (mine && value === mine.value) continue;
          const item = nameOf(id, name);
          before.push([item, this.#read(item)]);
          this.#write(item, JSON.stringify({ value, at: theirs.at }));
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
    const names = Array.from({ length: kept?.length ?? 0 }, (_, place) => kept.key(place));
    return new Set([...names, ...this.#unkept.keys()].filter((name) => name.startsWith(PREFIX)));
  }

  #read(item) {
    if (this.#unkept.has(item)) return this.#unkept.get(item);
    try {
      return storage()?.getItem(item) ?? null;
    } catch {
      return null;
    }
  }

  #write(item, text) {
    const kept = storage();
    if (!kept) throw new Error("There is no storage");
    if (text === null) kept.removeItem(item);
    else kept.setItem(item, text);
    this.#unkept.delete(item);
  }

  /** Tell of another tab's change, together with those that come right behind it. */
  #hear(id) {
    if (this.#heard) {
      if (this.#heard.id !== id) this.#heard.id = null;
      return;
    }
    this.#heard = { id };
    setTimeout(() => {
      const heard = this.#heard;
      this.#heard = null;
      this.#tell("change", heard.id, false);
    }, TOGETHER);
  }

  #tell(type, id, isOwn = true) {
    this.dispatchEvent(new CustomEvent(type, { detail: { id, isOwn } }));
  }
}

export const store = new Store();
