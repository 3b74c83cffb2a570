// The bar that says what is a draft, what waits and what is uploaded, with undo always in reach. What was not taken stays
// above it until a person lets it go. Its words come from data-attributes.
//
// A page that counts nothing says itself what undo takes back: `desk.last()` gives the items, `desk.takeBack()` does it, and
// `desk.told(item)` is what a screen reader hears of a new one.

import { ROOT } from "../../web/root.js";
import { findCounter, totalOf } from "../counting/counters.js";
import { inOrder, lastStanding } from "../store/items.js";
import { sendNow, sendSoon } from "./sending.js";
import { dismiss, undo } from "../store/store.js";
import { amount, clockTime, filled, named, signed } from "../words.js";

export const HALF_A_DAY = 12 * 3600 * 1000;
const TAKEN = ["recorded", "already_there"];
const HARMLESS = ["unreachable", "later"];

function sorted(desk) {
  const of = (state) => desk.all.filter((each) => each.state === state);
  const saved = of("saved").filter((each) => each.event === desk.event && each.settled > Date.now() - HALF_A_DAY);
  const latest = saved.sort((one, other) => one.settled - other.settled)[saved.length - 1];
  return { drafts: inOrder(of("draft")), waiting: of("waiting"), aside: of("aside"), latest };
}

// The first line of the bar: the three words.
function state(desk, { drafts, waiting, latest }) {
  const { words, sending } = desk;
  const parts = [];
  if (drafts.length) parts.push(filled(words.draft, { what: named(drafts, words.none) }));
  if (waiting.length) {
    const isGoing = sending && sending.busy && !sending.failure;
    parts.push(filled(isGoing ? words.sending : words.waiting, { count: amount(waiting.length) }));
  }
  if (parts.length === 0 && latest) parts.push(filled(words.uploaded, { time: clockTime(latest.settled) }));
  return parts.join(" · ");
}

// The second: why something waits, or what was said.
function reason(desk, { drafts, waiting, latest }) {
  const { words, sending, wrong, undone } = desk;
  if (wrong) return filled(words[wrong.why] || words.failed, { what: wrong.what || "" });
  const back = undone ? filled(words.taken_back, { what: named(undone, words.none) }) : "";
  if (waiting.length && sending && sending.failure) return `${back} ${(["not_taken", "later"].includes(sending.failure) && sending.message) || words[sending.failure] || ""}`.trim();
  if (back) return back;
  const isOdd = latest && latest.said && TAKEN.includes(latest.said.answer) && !TAKEN.includes(latest.said.code);
  return isOdd && !drafts.length ? latest.said.message : "";
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// What a screen reader hears: once a number rests, not at every touch.
function teller(desk, element) {
  const what = desk.told ? "check" : "tally";
  const say = desk.told || ((item) => sentence(desk, item));
  let told = new Set(desk.all.map((each) => each.id));
  let isFirst = true;
  return () => {
    const rested = desk.all.filter((each) => each.event === desk.event && each.what === what && each.state !== "draft");
    const news = rested.filter((each) => !told.has(each.id));
    told = new Set(rested.map((each) => each.id));
    if (news.length && !isFirst) element.textContent = news.map(say).join(" ");
    isFirst = false;
  };
}

function sentence(desk, { body, label }) {
  if (body.quantity === 0) return desk.words.none;
  const counter = findCounter(desk.root, body.kind, body.item);
  const total = counter ? amount(totalOf(desk, counter)) : "";
  return filled(desk.words.told, { name: label, quantity: signed(body.quantity), total });
}

export function startBar(desk) {
  const bar = desk.root.querySelector("[data-saving-bar]");
  const part = (name) => bar.querySelector(`[data-${name}]`);
  const last = desk.last || (() => lastStanding(desk.all, desk.person, desk.event, Date.now() - HALF_A_DAY));
  const takeBack = desk.takeBack || (() => undo(desk.person, desk.event, desk.undoneReason, { since: Date.now() - HALF_A_DAY }));
  const tell = teller(desk, part("saving-told"));

  function draw() {
    const found = sorted(desk);
    const { waiting, aside } = found;
    const failure = (waiting.length && desk.sending && desk.sending.failure) || null;
    const why = reason(desk, found);
    write(part("saving-words"), state(desk, found));
    write(part("saving-why"), why);
    part("saving-why").hidden = why === "";
    const refused = aside.map((each) => filled(desk.words.not_taken, { what: named([each], desk.words.none), why: each.said.message || "" })).join(" ");
    write(part("refused-words"), refused);
    part("refused-part").hidden = refused === "";
    const [standing] = last();
    part("undo").hidden = !standing;
    if (standing) part("undo").setAttribute("aria-label", `${part("undo").textContent.trim()}: ${named(last(), desk.words.none)}`);
    part("retry").hidden = !failure || desk.sending.busy || failure === "signed_out" || navigator.onLine === false;
    part("sign-in-again").hidden = failure !== "signed_out";
    part("sign-in-again").href = `${ROOT.pathname}sign-in?next=${encodeURIComponent(location.pathname)}`;
    part("direct").hidden = !desk.wrong || desk.wrong.why === "refused" || !desk.lastTouched;
    bar.classList.toggle("bad", Boolean(desk.wrong) || refused !== "" || Boolean(failure && !HARMLESS.includes(failure)));
    bar.classList.toggle("long", why !== "" && ["sign-in-again", "direct", "retry"].some((name) => !part(name).hidden));
    bar.dataset.state = found.drafts.length ? "draft" : waiting.length ? "waiting" : "uploaded";
    bar.classList.toggle("good", !waiting.length && !found.drafts.length && Boolean(found.latest));
    bar.hidden = !(part("saving-words").textContent || why || refused || standing);
    tell();
  }

  part("undo").addEventListener("click", async () => {
    const gone = await desk.stored(takeBack, "");
    if (!gone || !gone.length) return;
    const touched = gone.map((each) => (each.state === "draft" ? { ...each, body: { ...each.body, quantity: each.touches[each.touches.length - 1] } } : each));
    desk.undone = touched;
    draw();
    sendSoon();
  });
  part("retry").addEventListener("click", sendNow);
  part("dismiss").addEventListener("click", () => desk.stored(() => dismiss(sorted(desk).aside.map((each) => each.id)), ""));
  // The plain form of the same page: it needs a network, and no room on the phone.
  part("direct").addEventListener("click", () => {
    desk.direct = true;
    desk.lastTouched.click();
  });
  desk.drawers.push(draw);
}
