// "None handed out" is a line of its own, said by a person; it waits in the queue like every other.

import { sendSoon } from "../sending/sending.js";
import { add } from "../store/store.js";
import { noneAt } from "./none-rules.js";

// What the server said of the event when the page's numbers were read.
function toldBy(root, said) {
  const numbers = [...root.querySelectorAll("[data-sum='handout'] [data-unit]")].map((each) => Number(each.dataset.value) || 0);
  return { says: Boolean(said) && "said" in said.dataset, net: numbers.reduce((sum, each) => sum + each, 0) };
}

export function startNone(desk) {
  const form = () => desk.root.querySelector("[data-none-form]");
  const said = () => desk.root.querySelector("[data-part='none-said']");
  desk.drawers.push(() => {
    const { isSaid, isHandedOut } = noneAt(desk.all, desk.event, toldBy(desk.root, said()), desk);
    if (form()) form().hidden = isSaid || isHandedOut;
    if (said()) said().hidden = !isSaid;
  });
  desk.root.addEventListener("submit", async (event) => {
    if (event.target !== form() || desk.direct) return;
    event.preventDefault();
    const { person, event: id, title } = desk;
    const body = { event: id, kind: "handout", item: null, quantity: 0, at: new Date().toISOString() };
    desk.lastTouched = event.target.querySelector("button");
    if (await desk.stored(() => add({ what: "tally", person, event: id, title, label: desk.words.none, body }), desk.words.none)) sendSoon();
  });
}
