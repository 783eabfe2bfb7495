/**
 * What answers need and is fetched when they do.
 *
 * A query is answered as if everything were there. What turns out to be missing is fetched, and the query is answered
 * once more, until nothing is missing.
 */

/** Something that was asked for is still to be fetched. */
export class Missing extends Error {}

/** The files that were fetched. */
export class Shelf {
  /** @param {(name: string) => Promise<any>} read */
  constructor(read) {
    this.read = read;
    /** @type {Map<string, any>} */
    this.shards = new Map();
    /** @type {Map<string, Promise<any>>} */
    this.coming = new Map();
    /** @type {Set<string>} */
    this.wanted = new Set();
    /** How often something was not there. */
    this.misses = 0;
  }

  /**
   * A file, if it is there; otherwise it is wanted.
   * @param {string} name
   */
  find(name) {
    if (this.shards.has(name)) return this.shards.get(name);
    this.wanted.add(name);
    this.misses += 1;
    return undefined;
  }

  /**
   * A file, as soon as it is there.
   * @param {string} name
   * @returns {Promise<any>}
   * @throws where it cannot be fetched
   */
  async fetch(name) {
    if (this.shards.has(name)) return this.shards.get(name);
    if (!this.coming.has(name)) this.coming.set(name, this.read(name).finally(() => this.coming.delete(name)));
    this.shards.set(name, await this.coming.get(name));
    return this.shards.get(name);
  }

  /** Throw where something that is wanted is still to be fetched. */
  demand() {
    if (this.wanted.size) throw new Missing();
  }

  /**
   * What comes of asking when everything that it takes is there.
   * @template Answer
   * @param {() => Promise<Answer>} ask
   * @returns {Promise<Answer>}
   */
  async complete(ask) {
    for (;;) {
      const before = this.misses;
      try {
        const answer = await ask();
        if (this.misses === before) return answer;
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
      }
      const names = [...this.wanted];
      this.wanted.clear();
      // Whoever asks again after a failure must not wait for what is about to fail.
      const settled = await Promise.allSettled(names.map((name) => this.fetch(name)));
      const failed = settled.find((each) => each.status === "rejected");
      if (failed) throw failed.reason;
    }
  }
}
