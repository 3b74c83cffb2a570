// The office's standard answers, kept on the phone: what GET /api/answers said last.

import { ROOT } from "../web/root.js";
import { keep, kept } from "../logbook/store/store.js";

const ADDRESS = new URL("api/answers", ROOT);
const PATIENCE = 20000;
const FRESH = 60 * 60000;

// {answers, tag, read: milliseconds} as it was kept last; undefined where the phone has none.
export async function knownAnswers() {
  return (await kept("answers")) || undefined;
}

let asking = null;

// Asks the server and keeps what it says; undefined where there is no answer of ours.
export function freshAnswers() {
  asking = asking || ask().finally(() => (asking = null));
  return asking;
}

async function ask() {
  const read = Date.now();
  const known = await knownAnswers().catch(() => null);
  const headers = { Accept: "application/json", ...(known && known.etag && { "If-None-Match": known.etag }) };
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(ADDRESS, { credentials: "same-origin", redirect: "error", headers, signal: stop.signal });
    const isSame = answer.status === 304 && answer.headers.has("X-Outreach");
    const said = isSame ? known : answer.ok ? await answer.json() : null;
    if (!said || !Array.isArray(said.answers) || !(await kept("person"))) return undefined; // signed out meanwhile
    return await keep("answers", { ...said, read, etag: isSame ? known.etag : answer.headers.get("ETag") });
  } catch {
    return undefined; // without signal what is known stays
  } finally {
    clearTimeout(patience);
  }
}

// On any page of somebody who logs: read once an hour at most, so that they are there when the signal is not.
export async function keepAnswersFresh() {
  const known = await knownAnswers();
  const age = known ? Date.now() - known.read : Infinity;
  if (age < 0 || age > FRESH) await freshAnswers();
}
