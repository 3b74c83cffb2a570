// Says while an event's form is filled in what would stand against it, and marks in the staff list who is not free.
// The server decides, as it does at saving; without an answer the form simply asks when it is saved.

import { pageOf } from "../web/page.js";

const whole = document.querySelector("[data-checks]");
const form = whole && whole.closest("form");
const people = form && form.querySelector("[data-checked-people]");
const NAMES = /^(csrf_token|starts_on|starts_at|ends_at|ends_on|place_id|lead_team_id|joining_team_ids|staff|planned_items)(-|$)/;

let isAsked = form && form.querySelector(".clash-question") !== null; // the question above says it all already
let waiting = 0;
let turn = 0;
let last = "";
const shown = new Map();

function said() {
  const fields = [...new FormData(form)].filter(([name, value]) => NAMES.test(name) && value !== "");
  return new URLSearchParams(fields).toString();
}

function show(part, html) {
  if (!part || shown.get(part) === html) return; // the same words are not announced again
  shown.set(part, html);
  part.replaceChildren(...pageOf(html).body.childNodes);
}

function mark(engaged) {
  for (const box of form.querySelectorAll("input[name=staff]")) {
    const line = box.closest(".pick");
    const words = engaged[box.value] || "";
    const note = line.querySelector(".pick-engaged") || document.createElement("span");
    note.className = "pick-engaged";
    note.textContent = words;
    if (words) line.querySelector("label").append(note);
    else note.remove();
    line.classList.toggle("is-engaged", Boolean(words));
  }
}

async function check() {
  const body = said();
  if (body === last) return;
  last = body;
  const mine = (turn += 1);
  let told = { all: "", people: "", engaged: {} };
  try {
    const answer = await fetch(whole.dataset.checks, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });
    if (answer.ok && !answer.redirected) told = await answer.json();
  } catch {
    last = ""; // no network: nothing is said, and the next change tries again
  }
  if (mine !== turn) return;
  if (!isAsked) {
    show(whole, told.all);
    show(people, told.people);
  }
  isAsked = false;
  mark(told.engaged);
}

if (whole) {
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, 350);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  check();
}
