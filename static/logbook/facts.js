// What /api/phone said last, kept on the phone: the events of the days ahead and the lists that lines name.

import { ROOT } from "../web/root.js";
import { keep, kept } from "./store.js";

const ADDRESS = new URL("api/phone", ROOT);
const PATIENCE = 20000;

// {…, read: milliseconds} as it was kept last; undefined where the phone knows nothing yet, or only somebody else's.
export async function knownFacts(person) {
  const facts = await kept("facts");
  return facts && (!person || facts.person.id === person) ? facts : undefined;
}

let asking = null;

// Asks the server and keeps what it says; undefined where there is no answer of ours. Who asks meanwhile waits for the same.
export function freshFacts() {
  asking = asking || ask().finally(() => (asking = null));
  return asking;
}

async function ask() {
  const read = Date.now();
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(ADDRESS, { credentials: "same-origin", redirect: "error", headers: { Accept: "application/json" }, signal: stop.signal });
    const said = answer.ok ? await answer.json() : null;
    if (!said || !said.person || !Array.isArray(said.events)) return undefined;
    if ((await kept("person")) === null) return undefined; // signed out meanwhile
    return await keep("facts", { ...said, read });
  } catch {
    return undefined; // without signal what is known stays
  } finally {
    clearTimeout(patience);
  }
}
