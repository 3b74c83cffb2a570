// The one sender. It sends what waits of the phone's present person, in order, one batch at a time, in one tab at a time.
// Nothing but an answer of our own to an item takes the item out of the queue.
//
//   startSending()        once per page: sends after load, "online", coming back to the page, and its own growing pauses
//   sendSoon()            after a seal; sendNow() for a button
//   onSending(listener)   calls listener(state) at once and after each change
//   state: {busy, failure, message, next}. failure: null | "unreachable" (no network, a portal, half an answer) |
//     "signed_out" (a password is needed) | "other_person" | "later" | "not_taken" (message: the server's own words) |
//     "store" (the phone's store failed). next: when it is tried again (milliseconds), null where nothing waits.

import { newId } from "../store/ids.js";
import { MOST, nextBatch, REST } from "../store/items.js";
import { post } from "./posting.js";
import { half, nextPause } from "./rules.js";
import { attempt, items, kept, photos, purge, replace, seal, setAside, settle } from "../store/store.js";

const LEASE = 30000;
const BESIDE = 3000; // another tab is sending: look again
const NAME = "outreach-sending";

const me = newId();
const listeners = new Set();
let state = { busy: false, failure: null, message: null, next: null };
let failures = 0;
let timer = 0;
let most = MOST;
let skipped = [];
let left = null;
let again = false;

function show(news) {
  state = { ...state, ...news };
  for (const listener of listeners) listener(state);
}

export function onSending(listener) {
  listeners.add(listener);
  listener(state);
  return () => listeners.delete(listener);
}

// Sends one batch; the word for what came of it: "more" and "done", or what is wrong (rules.js).
async function round(person) {
  const batch = nextBatch(await items({ states: ["waiting"] }), person, most, skipped);
  if (batch.length === 0) return { word: "done" };
  const going = await attempt(batch.map((each) => each.id));
  if (going.length === 0) return { word: "more" }; // undo was quicker
  const said = await post(going[0].what, person, going);
  if (said.word === "answers") {
    const moved = await settle(said.answers);
    return { word: moved.length > 0 ? "more" : "stranger" };
  }
  if (said.word === "halve") return halve(going, said);
  if (said.ill) return spare(going, said);
  return said.word === "not_here" ? leave(going[0].what, { ...said, word: "not_taken" }) : said;
}

// What waits until the next time, so that the others go on: a sort, or the id of one item.
function leave(name, said) {
  skipped.push(name);
  left = said;
  return { word: "more" };
}

// Our server fails over some item: next time half of the batch goes, and one that fails even alone lets the others pass.
function spare(going, said) {
  most = half(going.length);
  if (most > 0) return said;
  most = MOST;
  return leave(going[0].id, said);
}

// What can't be sent even alone is put aside, so that it holds nothing back.
async function halve(going, said) {
  most = half(going.length);
  if (most > 0) return { word: "more" };
  most = MOST;
  await setAside([going[0].id], { code: "too_large", message: said.message || "" });
  return { word: "more" };
}

async function run() {
  const person = await kept("person");
  if (!person) return;
  skipped = [];
  left = null;
  let said = await round(person.id);
  while (said.word === "more") {
    await renew();
    said = await round(person.id);
  }
  if (said.word === "done") said = left || said;
  if (said.word === "done") {
    failures = 0;
    show({ failure: null, message: null });
  } else fail(said.word === "stranger" ? "unreachable" : said.word, said.message, said.after);
}

function fail(failure, message = null, asked = 0) {
  show({ failure, message });
  pause(asked);
}

function pause(asked) {
  failures += 1;
  wait(nextPause(failures, Math.random(), asked));
}

function wait(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(sendNow, milliseconds);
  show({ next: Date.now() + milliseconds });
}

// Where there are no Web Locks a lease in the store does the same; a tab that died loses it after half a minute.
async function leased(work) {
  const now = Date.now();
  const lease = await replace("sending", (old) => (old && old.owner !== me && old.until > now && old.until < now + 2 * LEASE ? undefined : { owner: me, until: now + LEASE }));
  if (lease.owner !== me) return wait(BESIDE);
  try {
    return await work();
  } finally {
    await replace("sending", (old) => (old && old.owner === me ? { owner: me, until: 0 } : undefined));
  }
}

async function renew() {
  if (!navigator.locks) await replace("sending", (old) => (old && old.owner === me ? { owner: me, until: Date.now() + LEASE } : undefined));
}

function alone(work) {
  if (!navigator.locks) return leased(work);
  return navigator.locks.request(NAME, { ifAvailable: true }, (lock) => (lock ? work() : wait(BESIDE)));
}

// After a seal: what has failed just now is left to its pause.
export function sendSoon() {
  if (!state.failure || state.next <= Date.now()) sendNow();
}

// The network or the person came back; only a server that asked for a pause gets it.
function wake() {
  if (state.failure !== "later" || state.next <= Date.now()) sendNow();
}

export async function sendNow() {
  if (state.busy) {
    again = true;
    return;
  }
  clearTimeout(timer);
  again = false;
  show({ busy: true, next: null });
  try {
    await alone(run);
  } catch {
    fail("store");
  }
  show({ busy: false });
  if (again && !state.failure) sendNow();
}

// Photos go behind the numbers; their sender comes to a page only where one waits.
async function startPhotos() {
  const waits = (await photos()).some((each) => each.state === "waiting");
  if (waits) (await import("../photos/sending.js")).startPhotoSending();
}

// A page that was left in the middle of a touch has left a draft, wherever its person went on.
async function sealRest() {
  if ((await seal()) > 0) setTimeout(() => sealRest().catch(() => {}), REST);
  sendSoon();
}

let isStarted = false;

export function startSending() {
  if (isStarted) return;
  isStarted = true;
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", (event) => event.persisted && wake());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
  purge().catch(() => {});
  sealRest().catch(sendNow);
  startPhotos().catch(() => {});
}
