// Touches of the counters are collected for two seconds and sent as lines. What can't be sent stays on the screen.
// Without this module each touch is an ordinary form.

import { newId } from "./ids.js";
import { count, dismiss, emptyQueue, holdsSomething, opposite, seal, settle, tap, untap, waiting } from "./queue.js";
import { refresh } from "./refresh.js";
import { send, SignedOut } from "./send.js";
import { savingBar } from "./saving-bar.js";

const REST = 2000;
const LONGEST = 8000;

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
  let busy = false;
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

  async function flush() {
    clearTimeout(timer);
    timer = 0;
    if (busy || count(queue) === 0) return;
    const lines = [...seal(queue, words.event, newId)];
    busy = true;
    show();
    try {
      saved = settle(queue, await send(words.address, lines));
      failure = queue.lines.length > 0 ? "unsent" : null;
      add(saved);
      refresh(words.page, show);
    } catch (error) {
      failure = error instanceof SignedOut ? "signed-out" : "unsent";
    }
    busy = false;
    if (queue.taps.length > 0 && !failure) schedule();
    show();
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

  bar.onUndo(() => {
    if (untap(queue)) {
      show();
    } else if (!busy) {
      for (const line of saved) queue.lines.push(opposite(line, newId(), new Date().toISOString(), words.undone));
      saved = [];
      flush();
    }
  });
  bar.onRetry(flush);
  bar.onDismiss(() => {
    dismiss(queue);
    show();
  });
  window.addEventListener("online", flush);
  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
  window.addEventListener("beforeunload", (event) => {
    if (!holdsSomething(queue)) return;
    flush();
    if (!failure && navigator.onLine && queue.refused.length === 0) return;
    event.preventDefault();
    event.returnValue = "";
  });
}

const form = document.querySelector("form[data-counters]");
if (form) start(form);
