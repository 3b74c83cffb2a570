// The page of one event's counters out of what the phone keeps; static/logbook/desk.js brings it to life as it does the server's.

import { ROOT } from "../../web/root.js";
import { addCounter, findCounter, keyOf } from "../counting/counters.js";
import { start } from "../desk.js";
import { start as startFollowUps } from "../follow-ups/follow-up.js";
import { start as startPhotos } from "../photos/photos.js";
import { amount, filled } from "../words.js";
import { copy, fill, slot } from "./drawing.js";
import { hours, named, teamOf } from "./event-line.js";
import { thingsOf } from "./things.js";
import { dayWords, offsetOf, wallTime } from "./wall-clock.js";
import { whoWasThere } from "./who.js";

const ORDER = ["handout", "consultation", "attendance", "display"];

function head(part, event, facts) {
  const team = teamOf(facts, event.team);
  const language = document.documentElement.lang;
  part.querySelector(".log-head").classList.add(`team-${team.palette}`);
  slot(part, "badge").classList.add(`team-${team.palette}`);
  const time = `${dayWords(event.day, language, true)} ${hours(event)}`;
  fill(part, { title: event.title, time, place: event.place, mark: team.mark, team: named(team) });
  const status = event.reviewed ? "reviewed" : event.status;
  for (const tag of part.querySelectorAll("[data-status]")) if (tag.dataset.status !== status) tag.remove();
  for (const note of part.querySelectorAll("[data-note-of]")) if (note.dataset.noteOf !== status) note.remove();
}

function option({ kind, code, name, unit, bundle }) {
  const element = new Option(`${name} (${unit})`, keyOf({ kind, code }));
  Object.assign(element.dataset, { name, unit, bundle: bundle || "", planned: "" });
  return element;
}

// Before the choice without a name, which stands in both lists.
function offer(root, thing) {
  for (const bare of root.querySelectorAll(`option[value="${thing.kind}:"]`)) bare.before(option(thing));
}

function planned(counter, words, quantity) {
  const said = document.createElement("span");
  said.className = "counter-planned";
  said.textContent = filled(words, { quantity: amount(quantity) });
  counter.querySelector(".counter-name").append(" ", said);
}

function counters(root, things) {
  const { plannedWords } = root.dataset;
  for (const thing of things) {
    const bare = thing.code === null && findCounter(root, thing.kind, null);
    if (bare) {
      bare.dataset.net = thing.net;
      continue;
    }
    const counter = addCounter(root, thing, { typeOf: root.dataset.type_of });
    if (thing.planned) planned(counter, plannedWords, thing.planned);
    offer(root, thing);
  }
  for (const kind of ["handout", "attendance"]) {
    const ofKind = things.filter((thing) => thing.kind === kind);
    if (ofKind.length > 0 && ofKind.every((thing) => thing.code !== null)) findCounter(root, kind, null).remove();
  }
  const list = root.querySelector("[data-counter-list]");
  const kindOf = (element) => ORDER.indexOf(element.dataset.counter.split(":")[0]);
  list.append(...[...list.children].sort((one, other) => kindOf(one) - kindOf(other)));
  for (const select of root.querySelectorAll("[data-choices], [data-what]")) select.selectedIndex = 0;
}

// What the server's lines came to when the phone read them last.
function sums(root, things) {
  for (const { kind, counted_as: countedAs, unit, net } of things) {
    const sum = net ? root.querySelector(`[data-sum="${kind}"]`) : null;
    if (!sum) continue;
    const inUnit = countedAs || unit;
    let part = [...sum.querySelectorAll("[data-unit]")].find((each) => each.dataset.unit === inUnit);
    if (!part) {
      part = sum.querySelector("[data-unit]").cloneNode(true);
      Object.assign(part.dataset, { unit: inUnit, value: 0 });
      part.className = "log-sum-more";
      sum.append(part);
    }
    part.dataset.value = Number(part.dataset.value) + net;
    part.querySelector(".log-sum-value").lastChild.textContent = amount(Number(part.dataset.value));
    Object.assign(part.querySelector(".log-unit"), { textContent: inUnit, hidden: false });
  }
}

// What was read anew, in the numbers that stand there already.
export function renewDeskPage(root, event, facts) {
  if (root.dataset.asOf === String(facts.read)) return;
  const things = thingsOf(event, facts, document.documentElement.lang);
  for (const counter of root.querySelectorAll("[data-counter]")) counter.dataset.net = 0;
  for (const thing of things) {
    const counter = findCounter(root, thing.kind, thing.code) || addCounter(root, thing, { typeOf: root.dataset.type_of });
    counter.dataset.net = thing.net;
  }
  for (const part of root.querySelectorAll("[data-sum] [data-unit]")) {
    part.dataset.value = 0;
    part.querySelector(".log-sum-value").lastChild.textContent = "—";
  }
  sums(root, things);
  root.dataset.asOf = facts.read;
  root.dispatchEvent(new CustomEvent("renewed"));
}

// Its day is to come: the first touch would say that it was held.
function early(part, event, facts) {
  const note = slot(part, "early");
  if (event.status !== "planned" || event.day <= wallTime(Date.now(), offsetOf(facts.server_time)).slice(0, 10)) return note.remove();
  const said = note.querySelector("[data-words]");
  said.textContent = filled(said.dataset.words, { day: dayWords(event.day, document.documentElement.lang) });
  const counting = part.querySelectorAll(".three, .counters, .none-form, #number, .photos, .follow-up-part, [data-phone-switches]");
  for (const each of counting) each.classList.add("not-yet");
  note.querySelector("button").addEventListener("click", () => {
    for (const each of counting) each.classList.remove("not-yet");
    note.remove();
  });
}

// The way to the check-up, where a company is visited or one is planned.
function wayToCheckUp(part, event) {
  const way = slot(part, "check-up");
  if (!way) return;
  if (event.track === "enterprise" || (event.forms || []).includes("check_up")) way.href = new URL(`log/${event.id}/check-up`, ROOT);
  else way.remove();
}

// Brings a page that stands in the document to life.
export async function startDeskPage(root) {
  startPhotos(root.querySelector("[data-photos]"));
  await Promise.all([start(root), startFollowUps(root)]);
}

export function deskPage(event, facts) {
  const part = copy("desk");
  const root = part.querySelector("[data-log]");
  const { id: person, name } = facts.person;
  const things = thingsOf(event, facts, document.documentElement.lang);
  Object.assign(root.dataset, { event: event.id, title: event.title, person, personName: name, asOf: facts.read });
  head(part, event, facts);
  early(part, event, facts);
  wayToCheckUp(part, event);
  counters(root, things);
  sums(root, things);
  Object.assign(root.querySelector("[data-photos]").dataset, { event: event.id, title: event.title, person });
  Object.assign(root.querySelector("form[data-follow-up]").dataset, { event: event.id, title: event.title });
  whoWasThere(root, event.staff || []);
  if (things.some((thing) => thing.kind === "handout" && thing.net)) root.querySelector("[data-none-form]").remove();
  return part;
}
