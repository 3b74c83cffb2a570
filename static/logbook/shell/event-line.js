// An event in a list, as the server draws it (field_event in templates/logbook/parts.html).

import { ROOT } from "../../web/root.js";
import { filled } from "../words.js";
import { copy, fill, slot } from "./drawing.js";
import { dayWords } from "./wall-clock.js";

const language = () => document.documentElement.lang;

export function teamOf(facts, code) {
  return (facts.teams || []).find((team) => team.code === code) || { name: code, mark: "", palette: 8 };
}

export function named(thing) {
  return (language() === "en" && thing.name_en) || thing.name;
}

export function hours(event) {
  return `${event.starts_at.slice(11, 16)}–${event.ends_at.slice(11, 16)}`;
}

// How many numbers of the event wait to be sent.
export function waitingAt(items, event) {
  return items.filter((item) => item.event === event.id && (item.state === "draft" || item.state === "waiting")).length;
}

export function eventLine(event, { facts, items, today, isLogged }) {
  const part = copy("event-line");
  const line = part.querySelector("li");
  const team = teamOf(facts, event.team);
  const waiting = waitingAt(items, event);
  line.classList.add(`team-${team.palette}`);
  line.querySelector("a").href = new URL(`log/${event.id}`, ROOT);
  const day = event.day === today ? "" : `${dayWords(event.day, language(), true)} `;
  fill(line, { title: event.title, time: day + hours(event), place: event.place, mark: team.mark, team: named(team) });
  slot(line, "badge").classList.add(`team-${team.palette}`);
  if (event.status !== "cancelled") slot(line, "cancelled").remove();
  if (event.status === "cancelled" || !isLogged(event)) slot(line, "logged").remove();
  if (!event.spot) slot(line, "spot").remove();
  fill(line, { waiting: waiting ? filled(slot(line, "waiting").dataset.words, { count: waiting }) : "" });
  return part;
}
