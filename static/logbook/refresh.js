// Brings the sums, the counters and the list of lines up to date, with what other phones have logged as well.

import { pageOf } from "../web/page.js";
import { ROOT } from "../web/root.js";

const PATIENCE = 15000;

async function fetched(address) {
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { credentials: "same-origin", redirect: "error", signal: stop.signal });
    return answer.ok ? await answer.text() : "";
  } catch {
    return ""; // without signal the page keeps what it shows
  } finally {
    clearTimeout(patience);
  }
}

function renewParts(root, fresh) {
  for (const part of root.querySelectorAll("[data-part]")) {
    if (part.contains(document.activeElement)) continue; // never take a button from under a finger
    const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (other) part.replaceWith(document.adoptNode(other));
    else part.remove();
  }
}

function renewCounters(root, fresh) {
  for (const other of fresh.querySelectorAll("[data-counter]")) {
    const counter = [...root.querySelectorAll("[data-counter]")].find((each) => each.dataset.counter === other.dataset.counter);
    const list = root.querySelector("[data-counter-list]");
    if (counter) counter.dataset.net = other.dataset.net;
    else if (list) list.append(document.adoptNode(other));
  }
}

// Whether the page of the same event was read anew.
export async function refresh(root, event) {
  const page = pageOf(await fetched(`${ROOT.pathname}log/${event}`));
  const fresh = page.querySelector("[data-log]");
  if (!fresh || fresh.dataset.event !== event) return false;
  renewParts(root, fresh);
  renewCounters(root, fresh);
  return true;
}
