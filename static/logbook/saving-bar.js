// The bar that says what is saved and what is not, with undo and "send again". What was not taken stays above it until a
// person lets it go. Its words come from data-attributes.

import { count, lastUnanswered, merged } from "./queue.js";

const MOST_NAMED = 3;

function what(lines) {
  const named = lines.slice(0, MOST_NAMED).map((line) => `${line.quantity > 0 ? "+" : "−"}${Math.abs(line.quantity)} ${line.name}`);
  return named.join(", ") + (lines.length > MOST_NAMED ? " …" : "");
}

function filled(words, facts) {
  return Object.entries(facts).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), words);
}

export function savingBar(words) {
  const bar = document.querySelector("[data-saving-bar]");
  const text = bar.querySelector("[data-saving-words]");
  const undo = bar.querySelector("[data-undo]");
  const retry = bar.querySelector("[data-retry]");
  const refused = bar.querySelector("[data-refused-part]");
  const refusals = bar.querySelector("[data-refused-words]");

  function refusal(lines) {
    return lines.map((line) => filled(words.refused, { what: what([line]), why: line.said.message })).join(" ");
  }

  function sentence({ queue, busy, failure, saved }) {
    if (failure) return filled(failure, { count: count(queue) });
    if (busy) return words.saving;
    if (queue.taps.length) return filled(words.waiting, { what: what(merged(queue.taps)) });
    const odd = saved.find((line) => line.said.answer === "recorded" && line.said.code !== "recorded");
    if (odd) return odd.said.message;
    const back = saved.length > 0 && saved.every((line) => line.reverses);
    const undone = back && saved.map((line) => ({ ...line, quantity: -line.quantity }));
    return saved.length ? filled(back ? words.takenBack : words.saved, { what: what(undone || saved) }) : "";
  }

  return {
    show(state) {
      const said = sentence(state);
      const notTaken = refusal(state.queue.refused);
      bar.hidden = said === "" && notTaken === "";
      refused.hidden = notTaken === "";
      if (refusals.textContent !== notTaken) refusals.textContent = notTaken;
      if (text.textContent !== said) text.textContent = said;
      bar.classList.toggle("bad", Boolean(state.failure) || notTaken !== "");
      bar.classList.toggle("good", !state.failure && state.saved.length > 0 && !state.busy);
      retry.hidden = !state.failure || state.busy > 0;
      const standing = lastUnanswered(state.queue) || state.saved.some((line) => !line.reverses);
      undo.hidden = !(state.queue.taps.length || (standing && !state.busy));
    },
    onDismiss(act) {
      bar.querySelector("[data-dismiss]").addEventListener("click", act);
    },
    onUndo(act) {
      undo.addEventListener("click", act);
    },
    onRetry(act) {
      retry.addEventListener("click", act);
    },
  };
}
