// The editor of a text: its buttons work without leaving the page, the preview follows what is typed, and a number
// comes where one writes. Without this script each button sends the form and gets the page again.

import { pageOf } from "../web/page.js";
import { withSlot } from "./brief-text.js";
import { growIn, keepGrowing } from "./growing.js";

const form = document.querySelector("form[data-text-editor]");
const WAIT_MS = 700;
let writingIn = null;
let timer = 0;
let asked = 0;

async function answer(act) {
  const body = new FormData(form);
  body.set("act", act);
  const got = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
  if (got.redirected || got.status >= 500) throw new Error("not answered");
  return pageOf(await got.text());
}

function take(page, ...parts) {
  for (const part of parts) {
    const [mine, theirs] = [form.querySelector(part), page.querySelector(part)];
    if (mine && theirs) mine.replaceWith(document.adoptNode(theirs));
  }
}

async function preview() {
  const number = (asked += 1);
  const page = await answer("preview");
  if (number === asked) take(page, "[data-text-preview]");
}

async function press(button) {
  const number = (asked += 1);
  const page = await answer(button.value);
  if (number !== asked) return;
  take(page, "[data-text-list]", "[data-text-preview]", "[data-text-errors]");
  growIn(form);
  form.querySelector("[name=slots]").value = page.querySelector("[name=slots]").value;
  form.dispatchEvent(new Event("input"));
  clearTimeout(timer);
}

function put(input, slot) {
  const { text, at } = withSlot(input.value, input.selectionStart, input.selectionEnd, slot);
  input.value = text;
  input.focus();
  input.setSelectionRange(at, at);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

keepGrowing(form);
form.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-text-input]")) writingIn = event.target;
});
form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => preview().catch(() => {}), WAIT_MS);
});
form.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-text-slot]");
  if (chip && writingIn && writingIn.isConnected) put(writingIn, chip.dataset.textSlot);
  const button = event.target.closest("button[name=act]");
  if (!button || button.value === "save") return;
  event.preventDefault();
  const own = button.closest("[data-text-block]");
  if (button.value.startsWith("put-") && own && own.contains(writingIn) && !writingIn.value.includes("{}")) {
    const at = writingIn.selectionStart;
    writingIn.value = `${writingIn.value.slice(0, at)}{}${writingIn.value.slice(writingIn.selectionEnd)}`;
  }
  press(button).catch(() => form.requestSubmit ? form.requestSubmit(button) : form.submit());
});
