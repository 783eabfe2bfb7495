/** A quiet line at the foot of the window, from the first mark that the browser would not keep. */

import { element } from "../elements.js";
import { store } from "./store.js";
import { say } from "../words.js";

let isTold = false;

store.listen("unkept", () => {
  if (isTold) return;
  isTold = true;
  const line = element("p", { class: "ps-unkept", role: "status" });
  document.body.append(line);
  const reason = store.isThere
    ? say("This browser has no room left for this site.")
    : say("This browser is set to store nothing for this site.");
  // In a frame of its own: a screen reader reads what is written into a line that it knows.
  requestAnimationFrame(() => {
    line.textContent = `${reason} ${say("Your marks and notes could not be saved and last until you leave this page.")}`;
  });
});
