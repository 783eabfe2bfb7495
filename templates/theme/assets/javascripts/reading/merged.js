/** Marks of papers that were merged into others go to those: a star that was set stays set. */

import { merged } from "./papers.js";
import { NAMES, store } from "./store.js";

/** @import { Entry } from "./store.js" */

/** Move what is marked under former ids. Which there are is asked only where something is marked at all. */
async function follow() {
  const entries = store.entries();
  if (!entries.size) return;
  const now = await merged();
  for (const [id, entry] of entries) {
    const heir = now.get(id);
    if (heir === undefined) continue;
    store.merge(/** @type {Map<string, Entry>} */ (new Map([[heir, entry]])));
    for (const name of NAMES) store.set(id, name, null);
  }
}

/** Move them; where the site cannot be reached or the browser has no room, the next page tries again. */
export const followMerged = () => follow().catch(() => undefined);

followMerged();
