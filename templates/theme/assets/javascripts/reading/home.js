/** The home page: marks on its rows. */

import { markRows } from "./rows.js";

markRows(document.querySelector("#ps-content"));
