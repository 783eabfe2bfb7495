/** The home page and the topics: marks on rows, and how much of each topic is read. */

import { markRows } from "./rows.js";
import { markTopics } from "./topics.js";

markRows(document.querySelector("#ps-content"));
markTopics();
