// Sends lines and gives the server's answers. A captive Wi-Fi page answers 200 with a page of its own: only our JSON counts.

import { wire } from "./queue.js";

const PATIENCE = 20000;

export class SignedOut extends Error {}
export class TooMuch extends Error {}

// The server has answered, and taken nothing; the message is its own.
export class NotTaken extends Error {}

export async function send(address, lines) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(address, {
      method: "POST",
      credentials: "same-origin",
      keepalive: true,
      redirect: "error",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-Device-Time": new Date().toISOString(),
      },
      body: JSON.stringify({ tallies: lines.map(wire) }),
      signal: stop.signal,
    });
    if (answer.status === 401) throw new SignedOut();
    if (answer.status === 413) throw new TooMuch();
    const said = await answer.json();
    if (!answer.ok && said.error) throw new NotTaken(said.error.message);
    if (!answer.ok || typeof said.answers !== "object") throw new Error(`answered ${answer.status}`);
    return said.answers;
  } finally {
    clearTimeout(timer);
  }
}
