// What a phone holds and what may become of it (static/logbook/store/items.js).

import assert from "node:assert/strict";
import test from "node:test";

import {
  beyond, inOrder, isDue, lastStanding, LONGEST, makeItem, nextBatch, opposite, outdated, sealed, settled, tapped, undone,
} from "../../../static/logbook/store/items.js";

const NOW = 1_741_051_800_000;
const BOOK = { person: "wang", event: "gate", kind: "handout", code: "book", label: "手册", title: "" };
const ASKED = { ...BOOK, kind: "consultation", code: null, label: "咨询" };

let next = 0;
const makeId = () => `id-${String((next += 1)).padStart(4, "0")}`;

function line(facts = {}) {
  const { what = "tally", person = "wang", event = "gate", now = NOW, act = null, ...rest } = facts;
  const { kind = "handout", item = "book", quantity = 5, ...state } = rest;
  return { ...makeItem({ what, person, event, body: { event, kind, item, quantity }, label: "手册", act }, makeId(), now), ...state };
}

test("an item carries its id in its body, and waits", () => {
  const item = line();
  assert.equal(item.body.id, item.id);
  assert.equal(item.state, "waiting");
  assert.equal(item.schema, 1);
});

test("touches of one counter within two seconds are one line, with the time of the first", () => {
  const first = tapped([], BOOK, 5, "a", NOW);
  const second = tapped([first], BOOK, 10, "b", NOW + 1999);
  assert.equal(second.id, "a");
  assert.equal(second.body.quantity, 15);
  assert.equal(second.body.at, new Date(NOW).toISOString());
  assert.deepEqual(second.touches, [5, 10]);
});

test("a touch after two seconds, of another counter, event or person makes a line of its own", () => {
  const draft = tapped([], BOOK, 5, "a", NOW);
  const cases = [[BOOK, 2000], [ASKED, 1], [{ ...BOOK, event: "hall" }, 1], [{ ...BOOK, person: "li" }, 1]];
  for (const [counter, later] of cases) assert.equal(tapped([draft], counter, 1, "b", NOW + later).id, "b");
});

test("a draft is due after its rest, after a long run, and when the clock was set back", () => {
  const draft = tapped([], BOOK, 1, "a", NOW);
  assert.equal(isDue(draft, NOW + 1999), false);
  assert.equal(isDue(draft, NOW + 2000), true);
  assert.equal(isDue(draft, NOW - 1), true);
  assert.equal(isDue({ ...draft, touched: NOW + LONGEST - 1 }, NOW + LONGEST), true);
  assert.equal(sealed(draft).state, "waiting");
});

test("undo of a draft takes the last touch, and the only touch takes the draft", () => {
  const draft = tapped([tapped([], BOOK, 5, "a", NOW)], BOOK, 50, "b", NOW + 1);
  const once = undone([draft], makeId, NOW, "x");
  assert.equal(once.put[0].body.quantity, 5);
  assert.deepEqual(undone([once.put[0]], makeId, NOW, "x"), { put: [], remove: ["a"] });
});

test("what was never attempted leaves the queue; anything else gets its opposite", () => {
  const fresh = line();
  assert.deepEqual(undone([fresh], makeId, NOW, "x"), { put: [], remove: [fresh.id] });
  for (const item of [line({ attempted: NOW }), line({ state: "saved", settled: NOW })]) {
    const { put, remove } = undone([item], makeId, NOW + 5, "by touch");
    assert.deepEqual(remove, []);
    assert.equal(put[0].body.quantity, -5);
    assert.equal(put[0].body.reverses, item.id);
    assert.equal(put[0].body.reason, "by touch");
    assert.equal(put[0].state, "waiting");
  }
});

test("the last standing number is found: no reversal, nothing taken back, nothing aside, nothing of others", () => {
  const first = line({ now: NOW });
  const back = line({ now: NOW + 1, state: "saved" });
  const all = [
    first, back, opposite(back, makeId(), NOW + 2, "x"), line({ now: NOW + 3, state: "aside" }),
    line({ now: NOW + 4, person: "li" }), line({ now: NOW + 5, event: "hall" }), line({ now: NOW + 6, what: "presence" }),
  ];
  assert.deepEqual(lastStanding(all, "wang", "gate"), [first]);
  assert.deepEqual(lastStanding(all, "wang", "gate", NOW + 1), []);
});

test("the lines of one act are taken back together", () => {
  const act = [line({ act: "done" }), line({ act: "done", kind: "consultation", item: null })];
  assert.deepEqual(lastStanding([line({ now: NOW - 1 }), ...act], "wang", "gate"), act);
});

test("an answer settles its own item and no other", () => {
  const [one, two, three, four] = [line(), line(), line(), line()];
  const answers = {
    [one.id]: { answer: "recorded", code: "recorded" },
    [two.id]: { answer: "refused", code: "unknown_event" },
    [three.id]: { answer: "whatever" },
    stranger: { answer: "recorded" },
  };
  const { put, remove } = settled([one, two, three, four], answers, NOW);
  assert.deepEqual(put.map((each) => [each.id, each.state]), [[one.id, "saved"], [two.id, "aside"]]);
  assert.equal(put[1].said.code, "unknown_event");
  assert.deepEqual(remove, []);
});

test("nonsense in the place of answers settles nothing", () => {
  for (const answers of [null, undefined, "welcome", 7, [], { x: null }]) {
    assert.deepEqual(settled([line()], answers, NOW), { put: [], remove: [] });
  }
});

test("a refused line that was taken back meanwhile goes with what took it back", () => {
  const item = line({ attempted: NOW });
  const back = opposite(item, makeId(), NOW, "x");
  for (const other of [{}, { [back.id]: { answer: "refused", code: "unknown_line" } }]) {
    const { put, remove } = settled([item, back], { [item.id]: { answer: "refused" }, ...other }, NOW);
    assert.deepEqual(put, []);
    assert.deepEqual(remove.sort(), [item.id, back.id].sort());
  }
});

test("batches go in order of making, one sort and one person at a time", () => {
  const event = line({ what: "event", now: NOW });
  const first = line({ now: NOW + 1 });
  const second = line({ now: NOW + 2 });
  const presence = line({ what: "presence", now: NOW + 3 });
  const third = line({ now: NOW + 4 });
  const others = [line({ now: NOW - 9, person: "li" }), line({ now: NOW - 8, state: "draft" }), line({ now: NOW - 7, state: "aside" })];
  const all = inOrder([third, presence, second, first, event, ...others]);
  assert.deepEqual(nextBatch(all, "wang"), [event]);
  const rest = all.filter((each) => each !== event);
  assert.deepEqual(nextBatch(rest, "wang"), [first, second]);
  assert.deepEqual(nextBatch(rest, "wang", 1), [first]);
  assert.deepEqual(nextBatch(rest, "wang", 500, ["presence"]), [first, second, third]);
  assert.deepEqual(nextBatch(rest, "wang", 500, [first.id]), [second]);
  assert.deepEqual(nextBatch(rest, "zhao"), []);
});

test("only saved items leave the phone, after seven days", () => {
  const week = 7 * 24 * 3600 * 1000;
  const old = line({ state: "saved", settled: NOW - week - 1 });
  const all = [old, line({ state: "saved", settled: NOW - week + 1 }), line({ now: NOW - 9 * week }), line({ state: "aside", settled: 0 })];
  assert.deepEqual(outdated(all, NOW), [old]);
});

test("a counter shows what the server's number does not hold yet", () => {
  const all = [
    line({ quantity: 1, state: "draft" }), line({ quantity: 2 }), line({ quantity: 4, state: "saved", settled: NOW + 1 }),
    line({ quantity: 8, state: "saved", settled: NOW - 1 }), line({ quantity: 16, state: "aside" }), line({ quantity: 32, item: "other" }),
  ];
  assert.equal(beyond(all, BOOK, { asOf: NOW }), 7);
  assert.equal(beyond(all, BOOK, { asOf: NOW, known: new Set([all[1].id]) }), 5);
  assert.equal(beyond(all, BOOK, { asOf: NOW, pending: new Set([all[3].id]) }), 15);
});

test("a contact leaves the phone as soon as the server has the follow-up", () => {
  const item = { ...makeItem({ what: "follow_up", person: "p", event: "e", body: { asked: "a", contact: "138" }, label: "a" }, "1", 0) };
  const { put } = settled([item], { 1: { answer: "recorded", code: "recorded" } }, 5);
  assert.deepEqual([put[0].state, put[0].body], ["saved", { asked: "a", id: "1" }]);
  const aside = settled([item], { 1: { answer: "refused", code: "unknown_event" } }, 5).put[0];
  assert.equal(aside.body.contact, "138");
});
