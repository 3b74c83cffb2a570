// Who of us was there, ticked without signal: each statement is stored on the phone and sent like every number. Where the phone
// can't store, the plain form does it.
//
// For the page without signal: `startPresences(form)`, the form inside a [data-log] with data-event, data-title, data-person.

import { news, statement } from "./rules.js";
import { sendSoon } from "../sending/sending.js";
import { addAll, items } from "../store/store.js";

function boxesOf(form) {
  return [...form.querySelectorAll("input[data-said]")].map((input) => {
    const { name: label, said } = input.dataset;
    return { input, person: input.value, label, said, ticked: input.checked };
  });
}

// What was said on this phone since the page was made is newer than the page.
async function showOwn(form, { person, event }) {
  const own = await items({ person, event, what: "presence", states: ["waiting", "saved"] });
  for (const { input } of boxesOf(form)) {
    const last = own.filter((each) => each.body.of === input.value).pop();
    if (!last || last.made < Number(form.dataset.asOf)) continue;
    input.checked = last.body.there;
    input.dataset.said = String(last.body.there);
  }
}

async function save(form, facts) {
  const found = news(boxesOf(form));
  const at = new Date().toISOString();
  const words = { there: form.dataset.there, absent: form.dataset.absent };
  await addAll(found.map((box) => statement(box, facts, words, at)));
  for (const { input, ticked } of found) input.dataset.said = String(ticked);
  const told = form.querySelector("[data-told]");
  told.textContent = form.dataset.kept;
  told.hidden = false;
  sendSoon();
}

export function startPresences(form) {
  const { person, event, title } = form.closest("[data-log]").dataset;
  const facts = { person, event, title };
  form.addEventListener("submit", async (submitted) => {
    submitted.preventDefault();
    try {
      await save(form, facts);
    } catch {
      form.submit();
    }
  });
  showOwn(form, facts).catch(() => {});
  form.dataset.ready = "";
}

const form = document.querySelector("[data-log] form[data-presences]");
if (form) startPresences(form);
