// What a person's decision about a line that was not taken writes (static/logbook/queue/rules.js), and the file it leaves in.

import assert from "node:assert/strict";
import test from "node:test";

import { makeItem } from "../../../static/logbook/store/items.js";
import { fileName, fileOf } from "../../../static/logbook/queue/file.js";
import { again, changed, choices, corrected, listed, parseQuantity, remembered, sorted } from "../../../static/logbook/queue/rules.js";

const NOW = 1_741_051_800_000;
const DAY = 24 * 3600 * 1000;
let next = 0;
const makeId = () => `id-${(next += 1)}`;

function line(facts = {}) {
  const { quantity = 5, state = "aside", answer = "refused", person = "wang", what = "tally", settled = NOW, ...body } = facts;
  const whole = { event: "gate", kind: "handout", item: "book", quantity, at: "2025-03-04T01:30:00.000Z", ...body };
  const item = makeItem({ what, person, event: "gate", body: whole, label: "手册", title: "进园区" }, makeId(), NOW);
  return { ...item, state, settled, said: { answer, code: answer, message: "x" } };
}

test("the page parts what waits, what was not taken, what was saved today, and what is somebody else's", () => {
  const mine = [line({ state: "waiting" }), line({ state: "draft" }), line(), line({ state: "saved" }), line({ state: "saved", settled: NOW - DAY })];
  const found = sorted([...mine, line({ person: "li" }), line({ person: "li", state: "waiting" }), line({ person: "li", state: "saved" })], "wang", NOW - 1000);
  assert.deepEqual([found.waiting.length, found.aside.length, found.saved.length], [2, 1, 1]);
  assert.deepEqual(found.others, [{ person: "li", count: 2 }]);
});

test("of several answers to one point the last is listed, and says how many it takes the place of", () => {
  const first = line({ what: "check", point: "p1" });
  const other = line({ what: "check", point: "p2" });
  const again = line({ what: "check", point: "p1", replaces: [first.id, "at-the-office"], note: "三人" });
  const last = line({ what: "check", point: "p1", replaces: [first.id, "at-the-office", again.id], note: "四人" });
  const theirs = { ...line({ what: "check", point: "p3" }), carried: { id: "li", name: "李明" } };
  const mine = line({ what: "check", point: "p3", replaces: [theirs.id] });
  const number = line();
  const shown = listed([first, other, again, last, theirs, mine, number]);
  assert.deepEqual(shown.map(({ item, earlier }) => [item.id, earlier]), [[other.id, 0], [last.id, 2], [theirs.id, 0], [mine.id, 0], [number.id, 0]]);
  assert.deepEqual(listed([last, again, first]).map(({ item, earlier }) => [item, earlier]), [[last, 2]]);
});

test("where nobody is signed in, everybody is somebody else", () => {
  const found = sorted([line({ state: "waiting" })], null, NOW);
  assert.equal(found.waiting.length, 0);
  assert.deepEqual(found.others, [{ person: "wang", count: 1 }]);
});

test("a refused number can be sent again, changed or dropped; a differing one compared", () => {
  assert.deepEqual(choices(line()), ["again", "change", "drop"]);
  assert.deepEqual(choices(line({ reverses: "x", quantity: -5 })), ["again", "drop"]);
  assert.deepEqual(choices(line({ quantity: 0 })), ["again", "drop"]);
  assert.deepEqual(choices(line({ what: "event" })), ["again", "drop"]);
  assert.deepEqual(choices(line({ answer: "differs" })), ["let", "correct"]);
  assert.deepEqual(choices(line({ answer: "differs", reverses: "x" })), ["let"]);
  assert.deepEqual(choices(line({ answer: "differs", what: "presence" })), ["let"]);
});

test("sent again it keeps its id, changed it gets a new one", () => {
  const item = line({ by: "chen", note: "东门", basis: "estimated" });
  assert.deepEqual(again(item), { ...item, state: "waiting", said: null, settled: null });
  const made = changed(item, { quantity: 8, code: "leaflet", label: "折页", event: "hall", title: "大厅" }, "new", NOW + 1);
  assert.deepEqual(made.body, { ...item.body, id: "new", quantity: 8, item: "leaflet", event: "hall" });
  assert.deepEqual([made.state, made.event, made.label, made.title, made.person], ["waiting", "hall", "折页", "大厅", "wang"]);
});

test("a correction takes the stored line back as it stands, and puts ours in its place", () => {
  const item = line({ answer: "differs", quantity: 30 });
  const stored = { id: item.id, event: "gate", kind: "handout", item: "leaflet", quantity: 20, name: "折页", title: "进园区", undone: false };
  const [back, right] = corrected(item, stored, "数错了", makeId, NOW);
  assert.deepEqual([back.body.quantity, back.body.item, back.body.reverses, back.body.reason], [-20, "leaflet", item.id, "数错了"]);
  assert.deepEqual([right.body.quantity, right.body.item, right.body.reverses, right.body.at], [30, "book", undefined, item.body.at]);
  assert.notEqual(right.id, item.id);
  assert.ok(back.made < right.made);
  assert.equal(corrected(item, { ...stored, undone: true }, "x", makeId, NOW).length, 1);
});

test("a number is typed in any digits, and only whole ones are taken", () => {
  const cases = { 8: 8, "８": 8, " 1,200 ": 1200, 1000000: 1000000, 0: null, "": null, "-5": null, "2.5": null, 1000001: null, 二十: null };
  for (const [typed, quantity] of Object.entries(cases)) assert.equal(parseQuantity(typed), quantity, typed);
});

test("what was settled is remembered for thirty days, each line once", () => {
  const item = line();
  const old = [{ item: { ...item }, reason: "a", at: NOW - 1 }, { item: { id: "old" }, reason: "b", at: NOW - 31 * DAY }];
  assert.deepEqual(remembered(old, item, "c", NOW), [{ item, reason: "c", at: NOW }]);
  assert.equal(remembered(undefined, item, "c", NOW).length, 1);
});

test("somebody's contact is not remembered with a question that was dropped", () => {
  const item = line({ what: "follow_up", asked: "工伤", contact: "138 0000 0000" });
  const [{ item: kept }] = remembered([], item, "c", NOW);
  assert.equal(JSON.stringify(kept).includes("138"), false);
  assert.equal(kept.body.asked, "工伤");
});

test("the file holds whose lines they are and each as it would be sent, and nothing of other fields", () => {
  const item = line({ state: "waiting" });
  const file = JSON.parse(fileOf([item], { id: "wang", name: "王秀英" }, NOW));
  assert.deepEqual([file.format, file.version, file.person], ["outreach-queue", 1, { id: "wang", name: "王秀英" }]);
  assert.deepEqual(file.items, [{ what: "tally", made: new Date(NOW).toISOString(), label: "手册", title: "进园区", body: item.body }]);
  assert.equal(fileName(new Date(2025, 2, 4, 9, 5)), "outreach-2025-03-04-0905.json");
});
