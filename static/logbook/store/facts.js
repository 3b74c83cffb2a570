// What /api/phone said last, kept on the phone: the events of the days ahead and the lists that lines name.

import { ROOT } from "../../web/root.js";
import { keep, kept } from "./store.js";

const ADDRESS = new URL("api/phone", ROOT);
const PATIENCE = 20000;

// {…, read: milliseconds} as it was kept last; undefined where the phone knows nothing yet, or only somebody else's.
export async function knownFacts(person) {
  const facts = await kept("facts");
  return facts && (!person || facts.person.id === person) ? facts : undefined;
}

let asking = null;
let isRefused = false;

// Whether the server has answered last that nobody is signed in here.
export function wasRefused() {
  return isRefused;
}

// Asks the server and keeps what it says; undefined where there is no answer of ours. Who asks meanwhile waits for the same.
export function freshFacts() {
  asking = asking || ask().finally(() => (asking = null));
  return asking;
}

// An answer that would say the same again is none: then what is known was read now.
async function ask() {
  const read = Date.now();
  const known = await knownFacts().catch(() => null);
  const headers = { Accept: "application/json", ...(known && known.tag && { "If-None-Match": known.tag }) };
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(ADDRESS, { credentials: "same-origin", redirect: "error", headers, signal: stop.signal });
    isRefused = answer.status === 401 && answer.headers.has("X-Outreach");
    const isSame = answer.status === 304 && answer.headers.has("X-Outreach");
    const said = isSame ? known : answer.ok ? await answer.json() : null;
    if (!said || !said.person || !Array.isArray(said.events)) return undefined;
    if ((await kept("person")) === null) return undefined; // signed out meanwhile
    return await keep("facts", { ...said, read, tag: isSame ? known.tag : answer.headers.get("ETag") });
  } catch {
    return undefined; // without signal what is known stays
  } finally {
    clearTimeout(patience);
  }
}
