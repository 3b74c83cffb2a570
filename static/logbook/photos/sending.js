// The one sender of photos: behind the numbers, one at a time, part by part. It stops as soon as a number waits.
//
//   startPhotoSending()           once per page
//   sendPhotosNow()               for a button, and after a photo came
//   onPhotoSending(listener)      calls listener(state) at once and after each change
//   state: {busy, photo, sent, size, failure, message}. failure: as of numbers (sending.js), or "behind": a number goes first

import { ROOT } from "../../web/root.js";
import { FIRST, after, declaration, nextPhoto, nextSize, outdated, photoVerdict, smaller } from "./rules.js";
import { onSending } from "../sending/sending.js";
import { nextPause } from "../sending/rules.js";
import { changePhoto, items, kept, onChange, photo, photos, removePhoto } from "../store/store.js";

const PATIENCE = 45000;
const MOST_LOST = 3;
const NAME = "outreach-photos";
const ADDRESS = new URL("api/pictures", ROOT);
const IDLE = { busy: false, photo: null, sent: 0, size: 0, failure: null, message: null };

const listeners = new Set();
let state = IDLE;
let failures = 0;
let timer = 0;
let size = FIRST;
let again = false;
let underWay = null;

function show(news) {
  state = { ...state, ...news };
  for (const listener of listeners) listener(state);
}

export function onPhotoSending(listener) {
  listeners.add(listener);
  listener(state);
  return () => listeners.delete(listener);
}

async function ask(id, address, how) {
  const stop = new AbortController();
  underWay = stop;
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { credentials: "same-origin", redirect: "error", signal: stop.signal, ...how });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    const body = isJson ? await answer.json().catch(() => null) : null;
    const retryAfter = answer.headers.get("Retry-After");
    return photoVerdict(id, { status: answer.status, isJson, body, retryAfter, now: Date.now() });
  } catch {
    return { word: "stranger" };
  } finally {
    clearTimeout(patience);
    underWay = null;
  }
}

function declare(facts) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  return ask(facts.id, ADDRESS, { method: "POST", headers, body: JSON.stringify(facts) });
}

async function sendPart({ id, blob, sent }) {
  const headers = { "Content-Type": "application/octet-stream", Accept: "application/json" };
  let body;
  try {
    body = await blob.slice(sent, sent + size).arrayBuffer();
  } catch {
    return { word: "aside", code: "unreadable", message: "" }; // the browser has lost its file
  }
  const began = Date.now();
  const said = await ask(id, `${ADDRESS}/${id}?offset=${sent}`, { method: "PUT", headers, body });
  if (said.word === "there") size = nextSize(size, Date.now() - began);
  if (said.word === "smaller" || said.word === "stranger") size = smaller(size);
  return said;
}

async function numbersWait(person) {
  return (await items({ states: ["waiting"], person })).length > 0;
}

// Sends one photo as far as it goes; "more" when it is through, or what is wrong.
async function sendOne(id, person) {
  let told = "";
  let lost = 0;
  for (;;) {
    if (await numbersWait(person)) return { word: "behind" };
    const now = await photo(id);
    if (!now || now.state !== "waiting") return { word: "more" }; // it was taken away meanwhile
    show({ photo: id, sent: now.sent, size: now.size });
    const facts = declaration(now);
    const isTold = told === JSON.stringify(facts);
    const said = isTold ? await sendPart(now) : await declare(facts);
    if (!isTold && said.word === "there") told = JSON.stringify(facts);
    if (said.word === "again") {
      lost += 1;
      if (!isTold || lost > MOST_LOST) return { word: "later" };
      told = "";
    } else if (["there", "spoiled", "aside"].includes(said.word)) {
      if (said.word === "spoiled") told = "";
      await changePhoto(id, (old) => after(old, said, Date.now()));
    } else if (said.word !== "smaller") return said;
  }
}

async function run() {
  const person = await kept("person");
  for (;;) {
    const next = person && nextPhoto(await photos(), person.id);
    if (!next) return { word: "done" };
    const said = await sendOne(next.id, person.id);
    if (said.word !== "more") return said;
    failures = 0;
  }
}

function conclude(said) {
  if (said.word === "done" || said.word === "behind") {
    failures = 0;
    show({ failure: said.word === "behind" ? "behind" : null, message: null });
    return;
  }
  failures += 1;
  timer = setTimeout(sendPhotosNow, nextPause(failures, Math.random(), said.after));
  show({ failure: said.word === "stranger" ? "unreachable" : said.word, message: said.message || null });
}

// Where there are no Web Locks two tabs may send the same parts: the server takes them for what they are, the same.
function alone(work) {
  if (!navigator.locks) return work();
  return navigator.locks.request(NAME, { ifAvailable: true }, (lock) => (lock ? work() : { word: "done" }));
}

export async function sendPhotosNow() {
  if (state.busy) {
    again = true;
    return;
  }
  clearTimeout(timer);
  again = false;
  show({ ...IDLE, busy: true });
  try {
    conclude(await alone(run));
  } catch {
    conclude({ word: "store" });
  }
  show({ busy: false, photo: null });
  if (again && !state.failure) sendPhotosNow();
}

// A number that waits goes first: the part under way is given up, for it can be sent again.
async function giveWay() {
  const person = underWay && (await kept("person"));
  if (person && underWay && (await numbersWait(person.id))) underWay.abort();
}

let isStarted = false;

export async function startPhotoSending() {
  if (isStarted) return;
  isStarted = true;
  onChange((store) => store === "items" && giveWay().catch(() => {}));
  onSending((numbers) => !numbers.busy && !numbers.failure && !state.busy && state.failure !== "later" && sendPhotosNow());
  window.addEventListener("online", sendPhotosNow);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendPhotosNow());
  for (const each of outdated(await photos().catch(() => []), Date.now())) removePhoto(each.id).catch(() => {});
}
