/** The way to the reader's own page: it needs JavaScript, so its link comes with it. */

import { element, link } from "./elements.js";
import { site } from "./site.js";

const here = new URL("reading/", site).pathname === location.pathname;
document
  .querySelector(".ps-header__sections")
  ?.append(element("li", {}, link("reading/", "Reading", { "aria-current": here && "page" })));
