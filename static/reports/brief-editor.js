// The editor of a brief: a touch on a number puts it in where one writes, and below each field stands what is printed.

import { hasSlot, printed, withSlot } from "./brief-text.js";

const form = document.querySelector("form[data-brief]");
const slots = [...document.querySelectorAll("[data-brief-slot]")];
const wordings = new Map(slots.map((slot) => [slot.dataset.briefSlot, slot.dataset.wording]));
let writingIn = form.querySelector("textarea[data-brief-text]");

function show(input) {
  const live = input.closest("[data-brief-field]").querySelector("[data-brief-live]");
  live.hidden = !hasSlot(input.value);
  live.textContent = `${form.dataset.printed} ${printed(input.value, wordings)}`;
}

function put(name) {
  const { text, at } = withSlot(writingIn.value, writingIn.selectionStart, writingIn.selectionEnd, name);
  writingIn.value = text;
  writingIn.focus();
  writingIn.setSelectionRange(at, at);
  writingIn.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const input of form.querySelectorAll("[data-brief-text]")) {
  input.addEventListener("focus", () => {
    writingIn = input;
  });
  input.addEventListener("input", () => show(input));
  show(input);
}
for (const slot of slots) {
  slot.disabled = false;
  slot.addEventListener("click", () => put(slot.dataset.briefSlot));
}
