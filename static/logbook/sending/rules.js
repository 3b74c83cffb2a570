// How the one sender decides: what an answer means, and how long it waits. Nothing here touches the network or the clock.

const SHORTEST = 1000;
const LONGEST_PAUSE = 60000;
const LONGEST_ASKED = 600000; // a server (or what stands before it) that asks for more is asked again after ten minutes

// How an item of each sort travels: its address below the root, and the list in the body.
export const WAYS = {
  event: { path: "api/events", list: "events" },
  tally: { path: "api/tallies", list: "tallies" },
  follow_up: { path: "api/follow-ups", list: "follow_ups" },
  presence: { path: "api/presences", list: "presences" },
  check: { path: "api/checks", list: "checks" },
};

// What came back, in one word:
//   answers        our own answer: {answers}
//   halve          too much at once
//   signed_out     a password is needed; other_person: another one is signed in. Everything stays.
//   later          the server asks for a pause, or fails: {after} milliseconds where it says how long; {message} where its
//                  machine is at fault (a full disk); {ill}: our own server failed over this very batch
//   not_taken      it has answered and took nothing, in its own words: {message}
//   not_here       this server does not know this sort of item: the others go on
//   stranger       not our server: a captive portal's page, a proxy, half an answer
export function verdict({ status, isJson, body, retryAfter = null, now = 0 }) {
  const message = (body && body.error && typeof body.error.message === "string" && body.error.message) || null;
  const code = (body && body.error && body.error.code) || null;
  if (status === 200) {
    const answers = isJson && body && body.answers;
    return answers && typeof answers === "object" && !Array.isArray(answers) ? { word: "answers", answers } : { word: "stranger" };
  }
  if (status === 413) return { word: "halve", message };
  if (!isJson || !message) return status === 429 || status >= 500 ? { word: "later", after: pauseAsked(retryAfter, now) } : { word: "stranger" };
  if (status === 401) return { word: "signed_out" };
  if (status === 409 && code === "other_person") return { word: "other_person" };
  // 503 and 507: the machine is at fault (away, full), not what was sent. 429: the phone's own words say that nothing is lost.
  if ([429, 503, 507].includes(status)) return { word: "later", after: pauseAsked(retryAfter, now), message: status === 429 ? null : message };
  if (status >= 500) return { word: "later", after: pauseAsked(retryAfter, now), message: null, ill: true };
  if (status === 404 || status === 405 || status === 400) return { word: "not_here", message };
  return { word: "not_taken", message };
}

// Retry-After in milliseconds: seconds, or a date (RFC 9110 10.2.3); 0 where there is none.
export function pauseAsked(retryAfter, now) {
  if (!retryAfter) return 0;
  const asked = /^\s*\d+\s*$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isFinite(asked) ? Math.min(Math.max(asked, 0), LONGEST_ASKED) : 0;
}

// How long to wait after `failures` in a row (from 1): twice as long each time, up to a minute, spread by a quarter so that
// sixteen phones that lost one network do not come back in one second. `random` is from 0 to below 1.
export function nextPause(failures, random, asked = 0) {
  const base = Math.min(SHORTEST * 2 ** Math.min(failures - 1, 16), LONGEST_PAUSE);
  return Math.max(asked, Math.round(base * (0.75 + random / 2)));
}

// How many go at once after `count` were too many; 0: not even one can be sent.
export function half(count) {
  return count > 1 ? Math.ceil(count / 2) : 0;
}
