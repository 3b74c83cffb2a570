// A line that was not taken, with all that its person can do about it. `acts` are what queue.js does: again, change, correct, let,
// drop; each gives a promise.

import { choices, parseQuantity } from "./rules.js";
import { thingsOf } from "./naming.js";
import { filled, signed } from "../words.js";
import { whatOf, when, write } from "./said.js";

function option(value, text, isChosen) {
  return new Option(text, value, isChosen, isChosen);
}

function fillChange(form, item, facts) {
  form.quantity.value = String(item.body.quantity);
  const things = thingsOf(facts, item.body.kind);
  const isKnown = things.some((each) => each.code === item.body.item);
  if (!isKnown) form.item.append(option(item.body.item || "", item.label, true));
  for (const { code, name } of things) form.item.append(option(code, name, code === item.body.item));
  const events = (facts && facts.events) || [];
  if (!events.some((each) => each.id === item.event)) form.event.append(option(item.event, item.title || "—", true));
  for (const event of events) form.event.append(option(event.id, `${event.day.slice(5)} ${event.title}`, event.id === item.event));
  return { titles: new Map(events.map((each) => [each.id, each.title])), names: new Map(things.map((each) => [each.code, each.name])) };
}

function complain(form, field, words) {
  const error = form.querySelector("[data-error]");
  write(error, words);
  error.hidden = false;
  field.setAttribute("aria-invalid", "true");
  field.focus();
}

function onReason(form, words, act) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const reason = form.reason.value.trim();
    if (reason) act(reason);
    else complain(form, form.reason, words.reasonNeeded);
  });
}

async function compare(card, item, words, stored) {
  const list = card.querySelector("[data-compare]");
  const line = await stored(item.id);
  const facts = line && { quantity: signed(line.quantity), name: line.name, time: when(Date.parse(line.at)), by: line.by };
  const undone = line && line.undone ? ` ${words.undone}` : "";
  write(list.querySelector("[data-stored]"), line ? filled(words.stored, facts) + undone : words.noAnswer);
  write(list.querySelector("[data-mine]"), filled(words.mine, { quantity: signed(item.body.quantity), name: item.label, time: when(Date.parse(item.body.at)) }));
  list.hidden = false;
  const correct = card.querySelector("[data-for=correct]");
  if (correct && !line) correct.hidden = true;
  return line;
}

export function makeCard(template, item, { facts, words, acts, stored }) {
  const card = template.content.cloneNode(true).querySelector("li");
  write(card.querySelector("[data-what]"), whatOf(item, words.none));
  write(card.querySelector("[data-where]"), [item.title, when(item.made)].filter(Boolean).join(" · "));
  write(card.querySelector("[data-why]"), (item.said && item.said.message) || "");
  const open = choices(item);
  const parts = { refused: "again", differs: "let", change: "change", correct: "correct", drop: "drop" };
  for (const [name, choice] of Object.entries(parts)) if (!open.includes(choice)) card.querySelector(`[data-for=${name}]`).remove();
  const press = (name, act) => {
    const button = card.querySelector(name);
    if (button) button.addEventListener("click", () => act(item));
  };
  press("[data-again]", acts.again);
  press("[data-let]", acts.let);
  const drop = card.querySelector("form[data-drop]");
  if (drop) onReason(drop, words, (reason) => acts.drop(item, reason));
  const change = card.querySelector("form[data-change]");
  if (change) startChange(change, item, { facts, words, acts });
  const correct = card.querySelector("form[data-correct]");
  const isDiffering = open.includes("let") && item.what === "tally";
  const line = isDiffering ? compare(card, item, words, stored).catch(() => null) : null;
  if (correct) onReason(correct, words, async (reason) => acts.correct(item, await line, reason));
  return card;
}

function startChange(form, item, { facts, words, acts }) {
  const { titles, names } = fillChange(form, item, facts);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const quantity = parseQuantity(form.quantity.value);
    if (quantity === null) return complain(form, form.quantity, words.quantityNeeded);
    const code = form.item.value || null;
    const chosen = form.event.value;
    const label = names.get(code) || item.label;
    return acts.change(item, { quantity, code, label, event: chosen, title: titles.get(chosen) || item.title });
  });
}
