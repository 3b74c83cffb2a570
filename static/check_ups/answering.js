// Writing answers into the queue: what is replaced is read in the same transaction, so nothing comes between.

import { newId } from "../logbook/store/ids.js";
import { makeItem } from "../logbook/store/items.js";
import { change, photos } from "../logbook/store/store.js";
import { filled } from "../logbook/words.js";
import { answerItem, answersOf, lastAnswer, shortTitle, takenBack } from "./rules.js";

function labelOf({ words }, company, title, found) {
  return filled(words.label, { company: company.name, point: shortTitle(title), found: words[found] });
}

function made(desk, all, { company, point, found, note }, now) {
  const mine = all.filter((each) => each.person === desk.person);
  const answers = answersOf({ facts: desk.facts, items: mine, event: desk.event, company, keys: desk.keys });
  const label = labelOf(desk, company, point.title, found);
  const facts = answerItem({ person: desk.person, event: desk.event, title: desk.title, company, point, found, note, answers, label, now });
  return makeItem(facts, newId(), now);
}

// One answer to a point of the company; the item.
export function give(desk, company, point, found, note, now = Date.now()) {
  return change(null, (all) => {
    const item = made(desk, all, { company, point, found, note }, now);
    return { put: [item], answer: item };
  });
}

function pointOf(desk, id) {
  const points = desk.versions.flatMap((list) => list.points);
  return points.find((each) => each.id === id) || { id, key: desk.keys.get(id) || id, title: "" };
}

// Takes the last answer of this person at the event back; what it was, as [item]. Empty where there is none.
export async function takeBack(desk, now = Date.now()) {
  const pictured = new Set((await photos()).map((each) => each.subject && each.subject.id));
  return change(null, (all) => {
    const mine = all.filter((each) => each.person === desk.person);
    const item = lastAnswer(mine, desk.person, desk.event);
    if (!item) return { answer: [] };
    const { company: id, company_name: name } = item.body;
    const company = { id: id || null, name: name || item.label.split(" · ")[0] };
    const point = pointOf(desk, item.body.point);
    const answers = answersOf({ facts: desk.facts, items: mine, event: desk.event, company, keys: desk.keys });
    const { remove, again } = takenBack(item, point.key, answers, pictured.has(item.id));
    if (remove) return { remove: [remove], answer: [item] };
    return { put: [{ ...made(desk, all, { company, point, ...again }, now), takes_back: item.id }], answer: [item] };
  });
}
