// What a phone does with photos (docs/decisions/0023). Nothing here touches the page, the clock, the store or the network.
//
// A photo: {id, schema, person, event, subject, about, title, made, name, kind, showsPeople, blob, thumb, size, sha256, state, sent,
// spoiled, said, settled}. `state`: waiting 待上传, saved 已上传 (its blob is gone), aside (not taken; `said` tells why). `sent`: bytes
// that the server has said are there. `subject` is {of, id} of what was found at the event where the photo belongs to that, and
// `about` says on the page to what; a photo of the event itself has neither.

import { pauseAsked } from "../sending/rules.js";

export const LONGEST_SIDE = 1600;
export const QUALITY = 0.8;
export const THUMB_SIDE = 240;
export const MOST_BYTES = 15 * 1024 * 1024;
export const SMALLEST = 16 * 1024;
export const FIRST = 64 * 1024;
export const LARGEST = 256 * 1024;
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const MOST_SPOILED = 3;
const QUICK = 2000;
const SLOW = 8000;

export function makePhoto({ person, event, subject = null, about = "", title, name, blob, thumb, sha256 }, id, now) {
  const facts = { id, schema: 1, person, event, subject, about, title, made: now, name, kind: "photo", showsPeople: true };
  return { ...facts, blob, thumb, size: blob.size, sha256, state: "waiting", sent: 0, spoiled: 0, said: null, settled: null };
}

// Whether the photo is shown where `shown` says: {event, about, subjects}. Photos of what was found stay together, whichever answer
// they came with, and whatever the company came to be called.
export function isShownAt({ event, about = "", subject }, { event: wanted, about: of = "", subjects = "" }) {
  if (event !== wanted) return false;
  return (about || "") === of || Boolean(subject && subjects.split(" ").includes(subject.id));
}

export function inOrder(photos) {
  return [...photos].sort((one, other) => one.made - other.made || (one.id < other.id ? -1 : 1));
}

// The oldest that waits, of this person; undefined where there is none.
export function nextPhoto(photos, person) {
  return inOrder(photos).find((each) => each.state === "waiting" && each.person === person);
}

// What the server is told before the bytes; said again when any of it has changed.
export function declaration({ id, person, event, subject, sha256, size, name, kind, showsPeople }) {
  const facts = { id, person, event, sha256, size, name, kind, shows_people: showsPeople };
  return subject ? { ...facts, subject } : facts;
}

// How large a picture of this size is drawn: never larger than it is.
export function fitting(width, height, side) {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

// The size of the next part, by how long the last one took: a bad line gets small ones, so that little is lost.
export function nextSize(size, milliseconds) {
  if (milliseconds < QUICK) return Math.min(size * 2, LARGEST);
  return milliseconds > SLOW ? smaller(size) : size;
}

export function smaller(size) {
  return Math.max(Math.ceil(size / 2), SMALLEST);
}

const AGAIN = ["no_such_upload"];
const ASIDE = [404, 409, 413, 422];

// What came back, in one word:
//   there          so much is there: {offset}, or all of it: {isStored}
//   again          it is not expected any more: say once more what will come
//   spoiled        something else arrived than was sent: begin anew
//   smaller        the part was too large
//   aside          not taken, in the server's own words: {code, message}
//   signed_out, other_person, later {after}, not_taken {message}, stranger: as of numbers (sending/rules.js)
export function photoVerdict(id, { status, isJson, body, retryAfter = null, now = 0 }) {
  const error = (isJson && body && body.error) || {};
  const isOurs = isJson && typeof error.message === "string";
  if (status === 200) return isJson && body && body.id === id && Number.isInteger(body.offset) ? there(body) : { word: "stranger" };
  if (status === 429 || status >= 500) return { word: "later", after: pauseAsked(retryAfter, now), message: isOurs && [429, 503, 507].includes(status) ? error.message : null };
  if (status === 413 && (!isOurs || error.code === "part_too_large")) return { word: "smaller" };
  if (!isOurs) return { word: "stranger" };
  return refused(status, error);
}

function there({ state, offset }) {
  return { word: "there", offset, isStored: state === "stored" };
}

function refused(status, { code, message, facts }) {
  if (status === 401) return { word: "signed_out" };
  if (code === "other_person") return { word: "other_person" };
  if (code === "gap" && facts && Number.isInteger(facts.offset)) return { word: "there", offset: facts.offset, isStored: false };
  if (AGAIN.includes(code)) return { word: "again" };
  if (code === "wrong_hash") return { word: "spoiled", message };
  // A server that does not know this address yet says not_found: that is no word about the photo.
  return ASIDE.includes(status) && code !== "not_found" ? { word: "aside", code, message } : { word: "not_taken", message };
}

// The photo after such a word.
export function after(photo, said, now) {
  if (said.word === "there" && said.isStored) return { ...photo, state: "saved", blob: null, sent: photo.size, said: null, settled: now };
  if (said.word === "there") return { ...photo, sent: Math.min(said.offset, photo.size) };
  if (said.word === "spoiled" && photo.spoiled + 1 < MOST_SPOILED) return { ...photo, sent: 0, spoiled: photo.spoiled + 1 };
  if (said.word === "aside" || said.word === "spoiled") return setAside(photo, said, now);
  return photo;
}

export function setAside(photo, { code = "", message = "" }, now) {
  return { ...photo, state: "aside", said: { code, message }, settled: now };
}

// The same picture once more, for a person who wants it sent again: under another id, for the server remembers a refusal.
export function onceMore(photo, id) {
  return { ...photo, id, state: "waiting", sent: 0, spoiled: 0, said: null, settled: null };
}

export function outdated(photos, now) {
  return photos.filter((each) => each.state === "saved" && each.settled < now - KEPT_FOR);
}
