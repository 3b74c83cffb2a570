// Sends one batch and says in one word what came back (rules.js); it never fails otherwise.

import { ROOT } from "../../web/root.js";
import { verdict, WAYS } from "./rules.js";

const PATIENCE = 20000;
const KEEPALIVE = 60000; // browsers take no more than 64 KiB of a request that outlives its page

export async function post(what, person, batch) {
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  const body = JSON.stringify({ person, [WAYS[what].list]: batch.map((each) => each.body) });
  try {
    const answer = await fetch(new URL(WAYS[what].path, ROOT), {
      method: "POST",
      credentials: "same-origin",
      keepalive: body.length * 3 < KEEPALIVE,
      redirect: "error",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-Device-Time": new Date().toISOString() },
      body,
      signal: stop.signal,
    });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    const said = isJson ? await answer.json().catch(() => null) : null;
    const retryAfter = answer.headers.get("Retry-After");
    return verdict({ status: answer.status, isJson, body: said, retryAfter, now: Date.now() });
  } catch {
    return { word: "stranger" };
  } finally {
    clearTimeout(patience);
  }
}
