// Today's page of the log as the server made it: what was made on this phone and is not there yet, and the form of an event on
// the spot.

import { ROOT } from "../../web/root.js";
import { knownFacts } from "../store/facts.js";
import { startSending } from "../sending/sending.js";
import { items, kept, onChange } from "../store/store.js";
import { eventsOf } from "./days.js";
import { eventLine } from "./event-line.js";
import { startOnTheSpot } from "./on-the-spot.js";
import { offsetOf, wallTime } from "./wall-clock.js";

const section = document.querySelector("[data-made-here]");

// Events that are on this phone only.
async function showMadeHere() {
  const person = await kept("person");
  const facts = person && (await knownFacts(person.id));
  if (!facts) return;
  const all = await items({ person: person.id });
  const unsent = new Set(all.filter((item) => item.what === "event" && item.state !== "saved").map((item) => item.id));
  const today = wallTime(Date.now(), offsetOf(facts.server_time)).slice(0, 10);
  const events = eventsOf(facts, all).filter((event) => unsent.has(event.id));
  const lines = events.map((event) => eventLine(event, { facts, items: all, today, isLogged: () => false }));
  section.querySelector("ul").replaceChildren(...lines);
  section.hidden = events.length === 0;
}

// Over plain http a page that is left without signal is gone.
async function open(id) {
  const address = new URL(`log/${id}`, ROOT);
  if (window.isSecureContext) window.location.assign(address);
  else (await import("./stay.js")).go(address);
}

startOnTheSpot(document.querySelector("[data-spot]"), open);
if (section) {
  showMadeHere().catch(() => {});
  onChange((store) => store === "items" && showMadeHere().catch(() => {}));
}
startSending();
