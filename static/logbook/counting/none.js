// "None handed out" is a line of its own, said by a person; it waits in the queue like every other.

import { sendSoon } from "../sending/sending.js";
import { add } from "../store/store.js";

function isSaid(desk) {
  const here = desk.all.filter((each) => each.what === "tally" && each.event === desk.event && each.state !== "aside" && each.body.kind === "handout");
  const undone = new Set(here.map((each) => each.body.reverses));
  return here.some((each) => !each.body.reverses && !undone.has(each.id) && (each.state !== "saved" || each.settled > desk.asOf || desk.pending.has(each.id)));
}

export function startNone(desk) {
  const form = () => desk.root.querySelector("[data-none-form]");
  const told = () => desk.root.querySelector("[data-part='none-said']");
  desk.drawers.push(() => {
    if (form()) form().hidden = isSaid(desk);
    if (told()) told().hidden = !("said" in told().dataset) && !isSaid(desk);
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
