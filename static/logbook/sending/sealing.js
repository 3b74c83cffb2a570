// Makes lines of drafts: two seconds after the last touch, when the page hides, and of what an earlier page left unsealed.

import { LONGEST, REST } from "../store/items.js";
import { sendNow, sendSoon } from "./sending.js";
import { seal } from "../store/store.js";

const SOON = REST + 30;

export function startSealing(desk) {
  let timer = 0;
  let first = 0;

  async function due() {
    first = 0;
    try {
      if ((await seal()) > 0) soon();
      sendSoon();
    } catch {
      soon(); // the drafts are stored, and wait as such
    }
  }

  // Each touch puts it off, but not for ever.
  function soon() {
    first = first || Date.now();
    clearTimeout(timer);
    timer = setTimeout(due, Math.max(0, Math.min(SOON, first + LONGEST - Date.now())));
  }

  async function leave() {
    if (document.visibilityState !== "hidden") return;
    await seal({ all: true }).catch(() => {});
    sendNow();
  }

  const away = () => seal({ all: true }).catch(() => {});
  document.addEventListener("visibilitychange", leave);
  window.addEventListener("pagehide", away);
  due();
  return {
    soon,
    end() {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("pagehide", away);
    },
  };
}
