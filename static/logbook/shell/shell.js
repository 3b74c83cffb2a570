// The log where there is no signal: draws the page that was asked for out of what this phone keeps, and reads it anew as soon as
// there is a network.

import { ROOT } from "../../web/root.js";
import { freshFacts, knownFacts } from "../store/facts.js";
import { onSending, startSending } from "../sending/sending.js";
import { items, kept, onChange } from "../store/store.js";
import { deskPage, renewDeskPage, startDeskPage } from "./desk-page.js";
import { eventsOf } from "./days.js";
import { startOnTheSpot } from "./on-the-spot.js";
import { ownPageAsked, startOwnPage } from "./own-pages.js";
import { emptyPage, unknownPage } from "./plain-pages.js";
import { startSignal } from "./signal.js";
import { todayPage } from "./today.js";
import { keepWorker } from "./update.js";

const frame = document.querySelector("[data-shell]");
const EVENT = /^log\/([0-9a-f-]{36})\/?$/i;

function path() {
  return window.location.pathname.slice(ROOT.pathname.length);
}

function asked() {
  const found = EVENT.exec(path());
  return found ? found[1].toLowerCase() : null;
}

// What the phone knows now: {facts, items}, or only how many numbers of somebody wait.
async function known() {
  const person = await kept("person");
  const facts = person && (await knownFacts(person.id));
  const all = await items(person ? { person: person.id } : {});
  return { facts, items: all };
}

function show(part, title) {
  frame.replaceChildren(part);
  const heading = title || frame.querySelector("h1").textContent;
  document.title = document.title.replace(/^.*?(?= · [^·]*$)/, () => heading);
}

let isDesk = false;

async function draw() {
  const { facts, items: all } = await known();
  if (ownPageAsked(path())) return facts; // it draws itself
  const event = asked();
  if (!facts) show(emptyPage(all.filter((item) => item.state !== "saved").length));
  else if (!event) show(todayPage(facts, all, Date.now()));
  else await drawEvent(event, facts, all);
  return facts;
}

// The counters stay where they are once they are drawn: nothing is taken from under a finger.
async function drawEvent(id, facts, all) {
  const event = eventsOf(facts, all).find((each) => each.id === id);
  if (isDesk) return event && renewDeskPage(frame.querySelector("[data-log]"), event, facts);
  if (!event) return show(unknownPage());
  isDesk = true;
  show(deskPage(event, facts), event.title);
  await startDeskPage(frame.querySelector("[data-log]"));
}

async function refresh() {
  const facts = await freshFacts();
  const person = await kept("person");
  if (facts && person && facts.person.id !== person.id) window.location.replace("?full=1"); // somebody else signed in meanwhile
  else if (facts) await draw();
  return facts;
}

function markWay() {
  for (const way of document.querySelectorAll(".bar a")) {
    if (way.pathname === window.location.pathname) way.setAttribute("aria-current", "page");
  }
}

async function start() {
  markWay();
  keepWorker(document.querySelector("[data-phone-worker]"));
  startOnTheSpot(document.querySelector("[data-spot]"));
  const facts = await draw();
  startSignal({ facts, refresh, onSending });
  startSending();
  const page = ownPageAsked(path());
  if (page) await startOwnPage(page, show);
  onChange((store) => store === "items" && !asked() && draw());
}

start();
