// Says of an event whose day is to come that the first answer would make it held.

import { dayWords, offsetOf, wallTime } from "../logbook/shell/wall-clock.js";
import { filled } from "../logbook/words.js";

export function sayEarly(desk) {
  const note = desk.slot("early");
  const { status, day } = desk.here || {};
  const isEarly = status === "planned" && day > wallTime(Date.now(), offsetOf(desk.facts.server_time)).slice(0, 10);
  const said = note.querySelector("[data-words]");
  if (isEarly) said.textContent = filled(said.dataset.words, { day: dayWords(day, document.documentElement.lang) });
  note.hidden = !isEarly;
}
