// The line on top of the page without signal: whether there is a network, and how old is what is shown.

import { wasRefused } from "../store/facts.js";
import { filled } from "../words.js";
import { dayWords, offsetOf, wallTime } from "./wall-clock.js";

const EVERY = 60000;
const FULL = "?full=1"; // the server's own page, which the worker always asks for

// `refresh()` reads everything anew and gives the facts, or undefined where there is no answer of ours.
export function startSignal({ facts, refresh, onSending }) {
  const line = document.querySelector("[data-signal]");
  const words = line.querySelector("[data-signal-words]");
  const again = line.querySelector("[data-again]");
  let known = facts;
  let isOn = false;
  let isShutOut = false;

  function readAt() {
    const offset = offsetOf(known.server_time);
    const [day, time] = wallTime(known.read, offset).split("T");
    const isToday = day === wallTime(Date.now(), offset).slice(0, 10);
    return isToday ? time : `${dayWords(day, document.documentElement.lang, true)} ${time}`;
  }

  function show() {
    const said = line.dataset;
    const isSignedOut = wasRefused() || isShutOut;
    const sentence = isOn ? said.on : isSignedOut ? said.signedOut : said.off;
    const text = known ? filled(sentence, { time: readAt() }) : isSignedOut ? said.signedOut : said.never;
    if (words.textContent !== text) words.textContent = text;
    line.classList.toggle("on", isOn);
    again.textContent = isOn ? again.dataset.on : again.dataset.off;
    again.hidden = isSignedOut;
    line.querySelector("[data-sign-in]").hidden = !isSignedOut;
    line.hidden = false;
  }

  async function look() {
    const fresh = await refresh();
    isOn = Boolean(fresh);
    known = fresh || known;
    show();
  }

  again.addEventListener("click", () => (isOn ? window.location.assign(FULL) : look()));
  window.addEventListener("online", look);
  window.addEventListener("offline", () => {
    isOn = false;
    show();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  setInterval(() => document.visibilityState === "visible" && look(), EVERY);
  onSending((state) => {
    isShutOut = state.failure === "signed_out" || state.failure === "other_person";
    show();
  });
  look();
}
