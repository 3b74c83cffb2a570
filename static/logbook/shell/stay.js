// Over plain http nothing opens a page without signal. So the one that is open is not left for one that is not there: the log's
// pages are drawn in it, and for any other a word says why one had better stay.

import { pageOf } from "../../web/page.js";
import { ROOT } from "../../web/root.js";
import { knownFacts } from "../store/facts.js";
import { items, kept } from "../store/store.js";
import { eventsOf } from "./days.js";
import { deskPage, startDeskPage } from "./desk-page.js";
import { ownPageAsked, startOwnPage } from "./own-pages.js";
import { todayPage } from "./today.js";

const PATIENCE = 3000;
const EVENT = /^log\/([0-9a-f-]{36})\/?$/i;

const main = document.getElementById("main");
const note = document.querySelector("[data-stay]");
const spot = document.querySelector("[data-spot]");

async function isReached() {
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(new URL("healthz", ROOT), { cache: "no-store", redirect: "error", signal: stop.signal });
    return answer.headers.has("X-Outreach");
  } catch {
    return false;
  } finally {
    clearTimeout(patience);
  }
}

// Brings the shapes and styles of the page without signal here, while there is a network.
async function prepare() {
  const answer = await fetch(new URL("log/shell", ROOT), { credentials: "same-origin", redirect: "error" });
  if (!answer.ok || !answer.headers.has("X-Outreach")) return; // a Wi-Fi's own page brings nothing of ours
  const page = pageOf(await answer.text());
  const known = new Set([...document.querySelectorAll('link[rel="stylesheet"]')].map((link) => link.getAttribute("href")));
  for (const link of page.querySelectorAll('link[rel="stylesheet"]')) if (!known.has(link.getAttribute("href"))) document.head.append(document.importNode(link));
  document.body.append(...page.querySelectorAll("template[data-template]")); // not into what is replaced
  document.documentElement.dataset.stays = "";
}

function show(part) {
  main.replaceChildren(part);
  if (spot) main.append(spot);
  else main.querySelectorAll("[data-open-spot]").forEach((opener) => opener.remove());
  window.scrollTo(0, 0);
  main.focus();
}

// Whether the page of this path below the root was drawn here.
async function drew(path) {
  if (!("stays" in document.documentElement.dataset)) return false;
  const page = ownPageAsked(path);
  if (page) return Promise.resolve(startOwnPage(page, show)).then(() => true);
  const person = await kept("person");
  const facts = person && (await knownFacts(person.id));
  if (!facts) return false;
  const all = await items({ person: person.id });
  if (/^log\/?$/.test(path)) {
    show(todayPage(facts, all, Date.now()));
    return true;
  }
  const found = EVENT.exec(path);
  const event = found && eventsOf(facts, all).find((each) => each.id === found[1].toLowerCase());
  if (!event) return false;
  show(deskPage(event, facts));
  await startDeskPage(main.querySelector("[data-log]"));
  return true;
}

// An event that was made here and is not uploaded yet has no page at the server.
async function isOnlyHere(path) {
  const found = EVENT.exec(path);
  const made = found ? await items({ what: "event", states: ["waiting", "aside"] }) : [];
  return made.some((each) => each.id === found[1].toLowerCase());
}

// Goes to the address where the network is, or draws its page here.
export async function go(url, isBack = false) {
  note.hidden = true;
  const path = url.pathname.slice(ROOT.pathname.length);
  const isHere = await isOnlyHere(path).catch(() => false);
  if (!isHere && (await isReached())) return isBack ? window.location.reload() : window.location.assign(url);
  const isDrawn = await drew(path).catch(() => false);
  if (isDrawn) return isBack || window.history.pushState(null, "", url);
  main.prepend(note);
  note.hidden = false;
  note.scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented;
  if (!link || !isPlain || link.target || link.hasAttribute("download") || link.origin !== window.location.origin) return;
  if (link.pathname === window.location.pathname && link.search === window.location.search && link.hash) return;
  event.preventDefault();
  go(new URL(link.href));
});
window.addEventListener("popstate", () => go(new URL(window.location.href), true));
prepare().catch(() => {});
