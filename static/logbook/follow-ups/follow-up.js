// "Needs an answer" without signal: what is typed goes into the phone's queue as an item of its own. Where the phone does not
// know whose it is, or can't store, the form is sent as forms are.
//
//   start(root)   brings each form[data-follow-up] in `root` to life; lists that came empty are filled from what the phone knows

import { bodyOf, labelOf, optionsLacking } from "./body.js";
import { knownFacts } from "../store/facts.js";
import { sendSoon, startSending } from "../sending/sending.js";
import { add, kept } from "../store/store.js";
import { filled } from "../words.js";

const FIELDS = ["asked", "tally", "topic", "owed_by", "due_on", "referral", "referral_to", "order_number", "contact"];
const PREFIX = "follow-";
const PATIENCE = 1500;

function typedIn(form) {
  const typed = {};
  for (const name of FIELDS) {
    const input = form.elements[PREFIX + name];
    if (input) typed[name] = input.value;
  }
  const owed = form.elements[`${PREFIX}owed`];
  typed.owed = !owed || owed.checked;
  return typed;
}

function fill(select, known) {
  const there = Array.from(select.options, (option) => option.value);
  for (const { value, text } of optionsLacking(known, there)) select.add(new Option(text, value));
}

async function fillLists(form, person) {
  const facts = await knownFacts(person.id);
  const english = document.documentElement.lang.startsWith("en");
  const topics = ((facts && facts.topics) || []).map((each) => ({ value: each.code, text: (english && each.name_en) || each.name }));
  const colleagues = ((facts && facts.colleagues) || []).map((each) => ({ value: each.id, text: each.name }));
  for (const select of form.querySelectorAll("[data-fill]")) {
    fill(select, select.dataset.fill === "topics" ? topics : [{ value: person.id, text: person.name }, ...colleagues]);
  }
}

function say(form, words) {
  const place = form.querySelector("[data-wrong]");
  place.textContent = words;
  place.hidden = !words;
}

// What looks for people comes when there is something to look at; where it does not come soon, nobody is asked, and the question
// is kept.
async function peopleNamed(text) {
  const coming = Promise.all([import("../../anonymity/signs.js"), import("../../anonymity/patterns.js")]);
  const come = await Promise.race([coming, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  if (!come) return [];
  const [{ peopleIn, readSigns }, { SIGNS }] = come;
  return peopleIn(text, readSigns(SIGNS));
}

// Whether to ask first: the question names people. Sent once more as it is, it names nobody.
async function asksAbout(form, asked) {
  const { between, people, allowed } = form.dataset;
  const found = allowed === asked ? [] : await peopleNamed(asked).catch(() => []);
  form.dataset.allowed = asked;
  if (found.length) say(form, filled(people, { found: found.join(between) }));
  return found.length > 0;
}

async function noted(form, person) {
  const { body, wrong } = bodyOf(typedIn(form), form.dataset.event, new Date().toISOString());
  say(form, wrong ? form.dataset[wrong] : "");
  if (wrong || (await asksAbout(form, body.asked))) return;
  const label = labelOf(form.dataset.label, body.asked);
  await add({ what: "follow_up", person: person.id, event: form.dataset.event, body, label, title: form.dataset.title || "" });
  for (const name of ["asked", "tally", "referral", "referral_to", "order_number", "contact"]) {
    const input = form.elements[PREFIX + name];
    if (input) input.value = "";
  }
  const part = form.closest("details");
  if (part) part.open = false;
  const place = form.closest("section").querySelector("[data-noted]");
  if (place) place.textContent = form.dataset.queued;
  sendSoon();
}

async function enliven(form) {
  const person = await kept("person").catch(() => undefined);
  if (!person) return;
  startSending();
  await fillLists(form, person).catch(() => {});
  let isNoting = false; // two touches are one question
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isNoting) return;
    isNoting = true;
    await noted(form, person).catch(() => form.submit());
    isNoting = false;
  });
  form.dataset.alive = "";
}

export function start(root) {
  return Promise.all(Array.from(root.querySelectorAll("form[data-follow-up]"), enliven));
}
