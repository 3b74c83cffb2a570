// Touches of the counters are collected for two seconds and sent as lines. What can't be sent stays on the screen.
// Without this module each touch is an ordinary form.

import { newId } from "./ids.js";
import { count, dismiss, emptyQueue, holdsSomething, lastUnanswered, opposite, seal, settle, tap, untap, waiting } from "./queue.js";
import { refresh } from "./refresh.js";
import { NotTaken, send, SignedOut, TooMuch } from "./send.js";
import { savingBar } from "./saving-bar.js";

const REST = 2000;
const LONGEST = 8000;
const SHORTEST_PAUSE = 1000;
const LONGEST_PAUSE = 60000;
const FADES_AFTER = 8000;
const MOST_LINES = 500;

function write(counter, total) {
  const text = total === 0 ? "—" : total.toLocaleString(document.documentElement.lang);
  counter.querySelector("[data-shown]").textContent = text;
}

function start(form) {
  const words = form.dataset;
  const queue = emptyQueue();
  const bar = savingBar(words);
  let timer = 0;
  let firstTouch = 0;
  let busy = 0;
  let pause = SHORTEST_PAUSE;
  let most = MOST_LINES;
  let fading = 0;
  let failure = null;
  let saved = [];

  const counters = () => form.querySelectorAll("[data-counter]");
  const facts = (element) => ({
    kind: element.dataset.kind,
    item: element.dataset.item || null,
    name: element.dataset.name,
  });

  function show() {
    for (const element of counters()) {
      const { kind, item } = facts(element);
      const extra = waiting(queue, kind, item);
      if (extra !== 0 || element.classList.contains("waiting")) write(element, Number(element.dataset.net) + extra);
      element.classList.toggle("waiting", extra !== 0);
    }
    bar.show({ queue, busy, failure, saved });
  }

  function schedule() {
    const now = Date.now();
    if (!timer) firstTouch = now;
    clearTimeout(timer);
    timer = setTimeout(flush, Math.max(0, Math.min(REST, firstTouch + LONGEST - now)));
  }

  function add(lines) {
    for (const line of lines) {
      for (const element of counters()) {
        const { kind, item } = facts(element);
        if (kind === line.kind && item === line.item) element.dataset.net = Number(element.dataset.net) + line.quantity;
      }
    }
  }

  function afterwards() {
    if (failure) {
      clearTimeout(timer);
      timer = setTimeout(flush, pause);
      firstTouch = Date.now();
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    } else {
      pause = SHORTEST_PAUSE;
      if (queue.lines.length > 0) flush();
      else if (queue.taps.length > 0) schedule();
    }
  }

  function fade() {
    clearTimeout(fading);
    fading = setTimeout(() => {
      if (saved.some((line) => line.said.code === "event_cancelled" || line.said.code === "event_reviewed")) return;
      saved = [];
      show();
    }, FADES_AFTER);
  }

  function failed(error, lines) {
    if (error instanceof TooMuch && lines.length > 1) {
      most = Math.ceil(lines.length / 2);
      return null;
    }
    if (error instanceof SignedOut) return words.signedOut;
    return error instanceof NotTaken ? words.notTaken.replace("{why}", () => error.message) : words.unsent;
  }

  async function post(lines) {
    busy += 1;
    show();
    try {
      const gone = settle(queue, await send(words.address, lines));
      if (gone.length > 0) saved = gone;
      failure = lines.some((line) => queue.lines.includes(line)) ? words.unsent : null;
      add(gone);
      fade();
      refresh(words.page, show);
    } catch (error) {
      failure = count(queue) > 0 ? failed(error, lines) : null; // another batch may have been quicker
    }
    busy -= 1;
    if (!busy) afterwards();
    show();
  }

  function flush() {
    clearTimeout(timer);
    timer = 0;
    if (busy || count(queue) === 0) return;
    post(seal(queue, words.event, newId).slice(0, most));
  }

  // Nobody may come back to this page, so everything goes now, also what is under way: its ids make that safe.
  function leave() {
    if (count(queue) > 0) post([...seal(queue, words.event, newId)]);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-add]");
    if (!button) return;
    event.preventDefault();
    saved = [];
    tap(queue, facts(button.closest("[data-counter]")), Number(button.dataset.add), new Date().toISOString());
    schedule();
    show();
  });

  function takeBack(lines) {
    for (const line of lines) queue.lines.push(opposite(line, newId(), new Date().toISOString(), words.undone));
    flush();
  }

  bar.onUndo(() => {
    const unanswered = lastUnanswered(queue);
    if (untap(queue)) {
      show();
    } else if (!busy) {
      takeBack(unanswered ? [unanswered] : saved);
      saved = [];
    }
  });
  bar.onRetry(flush);
  bar.onDismiss(() => {
    dismiss(queue);
    show();
  });
  window.addEventListener("online", flush);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? leave() : flush()));
  window.addEventListener("beforeunload", (event) => {
    if (!holdsSomething(queue)) return;
    leave();
    event.preventDefault();
    event.returnValue = "";
  });
}

const form = document.querySelector("form[data-counters]");
if (form) start(form);
