/** The home page and the topics: marks on rows, and how much of each topic is read. */

import { required } from "../elements.js";
import { summaries } from "../summaries.js";
import { markRows } from "./rows.js";
import { markTopics } from "./topics.js";

markRows(required("#ps-content", HTMLElement));
markTopics();
summaries();
