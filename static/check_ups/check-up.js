// The check-up of an event on the phone: choose the company, choose a list, answer its points. Everything is drawn out of what
// the phone keeps, and every answer goes by the one queue.
//
// `start(root)` takes all words and shapes from `root` (templates/check_ups/on_the_phone/parts.html), so the server's page and a
// clone of a <template> are alike to it. Set data-event on the clone.

import { ROOT } from "../web/root.js";
import { drawing } from "../logbook/drawn.js";
import { HALF_A_DAY, startBar } from "../logbook/sending/saving-bar.js";
import { onSending, sendSoon, startSending } from "../logbook/sending/sending.js";
import { eventsOf } from "../logbook/shell/days.js";
import { freshFacts, knownFacts } from "../logbook/store/facts.js";
import { items, keep, kept, onChange, persist, replace } from "../logbook/store/store.js";
import { give, takeBack } from "./answering.js";
import { listsOf, nameOf, neededFirst, versionsToKeep } from "./choosing.js";
import { startCompanies } from "./companies.js";
import { sayEarly } from "./early.js";
import { startLists } from "./lists.js";
import { startPoints } from "./points.js";
import { answersOf, checkUpOf, keysOf, lastAnswer } from "./rules.js";
import { hashOf, whereOf } from "./where.js";

const EVERY = 60000;
const REST = 1500; // after the last batch, so that ten are one question
const PARTS = ["company", "lists", "points", "unknown", "no-lists", "refused"];

function makeDesk(root) {
  return {
    root,
    words: root.dataset,
    event: root.dataset.event,
    title: root.dataset.title,
    person: root.dataset.person,
    facts: null,
    here: null, // the event, as the phone knows it
    all: [], // this person's items on the phone
    versions: [], // the versions of lists that this phone has seen
    company: null,
    before: {}, // what was found at the company the last time, by the key of the point
    answers: [],
    lists: [],
    keys: new Map(),
    wrong: null,
    undone: null,
    sending: null,
    drawers: [],
    notes: {}, // what was typed and not answered yet, by company and point
    slot: (name) => root.querySelector(`[data-slot="${name}"]`),
    shape: (name) => root.querySelector(`template[data-template-of="${name}"]`).content.firstElementChild.cloneNode(true),
    go: (where) => (window.location.hash = hashOf(where)),
  };
}

// The versions of lists that this phone has seen and still needs; written only where they are others.
async function keptVersions(lists, named) {
  const old = (await kept("check_lists")) || [];
  const versions = versionsToKeep(lists, old, named);
  const said = (all) => JSON.stringify(all.map((each) => [each.id, each.version]));
  if (said(versions) !== said(old)) await keep("check_lists", versions);
  return versions;
}

async function readFacts(desk) {
  const person = await kept("person");
  desk.facts = (person && (await knownFacts(person.id))) || null;
  if (!desk.facts) return;
  desk.person = desk.facts.person.id;
  desk.all = await items({ person: desk.person });
  desk.here = eventsOf(desk.facts, desk.all).find((each) => each.id === desk.event) || null;
  if (desk.here) desk.title = desk.here.title;
  const named = new Set(desk.all.filter((each) => each.what === "check").map((each) => each.body.point));
  desk.versions = await keptVersions(desk.facts.check_lists || [], named);
  desk.keys = keysOf(desk.versions);
}

// The company of the address; one that was typed here, as soon as the server has made a place of it.
function settleCompany(desk, company) {
  if (!company) return null;
  const known = checkUpOf(desk.facts, desk.all, desk.event, company);
  if (known) return known.company;
  return { id: company.id, name: (company.id && nameOf(desk.facts, company.id)) || company.name };
}

function show(desk, name) {
  for (const part of PARTS) desk.root.querySelector(`[data-part="${part}"]`).hidden = part !== name;
}

function partFor(desk, { list }) {
  if (!desk.facts || !desk.here) return "unknown";
  if (desk.versions.length === 0) return "no-lists";
  if (!desk.company) return "company";
  return list && desk.lists.some((each) => each.id === list) ? "points" : "lists";
}

// Notes that wait for an answer: of this person at this event.
async function startNotes(desk) {
  desk.person = desk.person || ((await kept("person")) || {}).id;
  const key = () => `${desk.person} ${desk.event}`;
  desk.notes = ((await kept("check_notes")) || {})[key()] || {};
  desk.keepNote = (about, text) => {
    const { [about]: _old, ...rest } = desk.notes;
    if (!text && _old === undefined) return;
    desk.notes = text ? { ...rest, [about]: text } : rest;
    replace("check_notes", (all) => ({ ...all, [key()]: desk.notes })).catch(() => {});
  };
}

// Once an answer has gone up, what others found may have come down.
function startListening(desk) {
  let soon = 0;
  const look = () => document.visibilityState === "visible" && freshFacts();
  const looking = setInterval(look, EVERY);
  const ends = [
    onSending((state) => {
      const isOver = desk.sending && desk.sending.busy && !state.busy && !state.failure;
      desk.sending = state;
      if (isOver && desk.facts && desk.all.some((each) => each.what === "check" && each.state === "saved" && each.settled > desk.facts.read)) {
        clearTimeout(soon);
        soon = setTimeout(look, REST);
      }
      for (const drawer of desk.drawers) drawer();
    }),
    onChange((store) => store !== "photos" && desk.draw()),
    () => clearInterval(looking),
  ];
  const hidden = () => document.visibilityState === "hidden" && desk.leave();
  window.addEventListener("online", look);
  window.addEventListener("pagehide", desk.leave);
  document.addEventListener("visibilitychange", hidden);
  document.addEventListener("visibilitychange", look);
  ends.push(() => window.removeEventListener("online", look), () => document.removeEventListener("visibilitychange", look));
  ends.push(() => window.removeEventListener("pagehide", desk.leave), () => document.removeEventListener("visibilitychange", hidden));
  return ends;
}

export async function start(root) {
  const desk = makeDesk(root);
  const views = { company: startCompanies(desk), lists: startLists(desk), points: startPoints(desk) };
  const ends = [];
  const end = () => ends.splice(0).forEach((each) => each());
  let shown = "";

  async function draw() {
    await readFacts(desk);
    const where = whereOf(window.location.hash);
    desk.company = desk.here ? settleCompany(desk, where.company) : null;
    desk.answers = desk.company ? answersOf({ facts: desk.facts, items: desk.all, event: desk.event, company: desk.company, keys: desk.keys }) : [];
    desk.before = (desk.company && (checkUpOf(desk.facts, desk.all, desk.event, desk.company) || {}).before) || {};
    desk.lists = desk.company ? neededFirst(listsOf(desk.facts, desk.versions, desk.answers), desk.event, desk.facts, desk.before) : [];
    const part = partFor(desk, where);
    const isNew = shown !== part + window.location.hash;
    shown = part + window.location.hash;
    desk.slot("event-title").textContent = desk.title;
    desk.slot("back").href = new URL(`log/${desk.event}`, ROOT);
    sayEarly(desk);
    const checkUp = desk.company && checkUpOf(desk.facts, desk.all, desk.event, desk.company);
    desk.slot("voided").hidden = !(checkUp && checkUp.is_voided);
    if (views[part]) views[part](where, isNew);
    show(desk, part);
    for (const drawer of desk.drawers) drawer();
  }

  // Where the page changes under a finger, the next thing that is read is its heading.
  async function moved() {
    desk.leave();
    if (!root.isConnected) return end(); // another page was drawn in its place
    await keep("checking", { event: desk.event, hash: window.location.hash }).catch(() => {});
    await desk.draw();
    window.scrollTo(0, 0);
    desk.slot("heading").focus({ preventScroll: true });
  }

  desk.draw = drawing(draw);
  desk.stored = async (work, what) => {
    try {
      const result = await work();
      desk.wrong = null;
      desk.undone = null;
      await desk.draw();
      return result;
    } catch (error) {
      desk.wrong = { why: error.why || "failed", what };
      for (const drawer of desk.drawers) drawer();
      return undefined;
    }
  };
  desk.give = async (company, point, found, note) => {
    const item = await desk.stored(() => give(desk, company, point, found, note), point.title);
    if (item) sendSoon();
    return item;
  };
  desk.told = ({ label }) => label;
  desk.last = () => [lastAnswer(desk.all, desk.person, desk.event, Date.now() - HALF_A_DAY)].filter(Boolean);
  desk.takeBack = () => takeBack(desk);

  for (const way of root.querySelectorAll("[data-event-page]")) way.href = new URL(`events/${desk.event}`, ROOT);
  try {
    const before = await kept("checking");
    if (!window.location.hash && before && before.event === desk.event && before.hash) window.history.replaceState(null, "", before.hash);
    if (root.dataset.person) await keep("person", { id: root.dataset.person, name: root.dataset.personName });
  } catch {
    show(desk, "refused");
    return () => {};
  }
  await startNotes(desk);
  startBar(desk);
  ends.push(...startListening(desk));
  window.addEventListener("hashchange", moved);
  ends.push(() => window.removeEventListener("hashchange", moved));
  await desk.draw();
  if (!desk.facts || !desk.here) await freshFacts().then(desk.draw);
  startSending();
  root.dataset.ready = "";
  persist();
  return end;
}
