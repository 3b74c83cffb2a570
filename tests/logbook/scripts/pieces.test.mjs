// What is typed for a number (static/logbook/counting/pieces.js), and what "took, left, asked" makes of it (three-rules.js).

import assert from "node:assert/strict";
import test from "node:test";

import { pieces, whole, withBundle } from "../../../static/logbook/counting/pieces.js";
import { threeLines } from "../../../static/logbook/counting/three-rules.js";

const READ = [
  ["215", 215], ["２１５", 215], ["1,200", 1200], [" 7 ", 7], ["0", 0], ["二百", 200], ["十五", 15], ["二十", 20], ["一百零五", 105],
  ["一千二百", 1200], ["三万", 30000], ["一万两千", 12000], ["二百五", null], ["二三", null], ["", null], ["-5", null], ["2.5", null],
  ["5人", null], ["2捆+15", 115], ["２捆", 100], ["两捆+五", 105], ["2 bundles + 3", 103], ["捆", null], ["2捆+x", null],
];

for (const [typed, meant] of READ) test(`${typed || "nothing"} is ${meant}`, () => assert.equal(pieces(typed, 50), meant));

test("without a bundle's size nobody knows what a bundle is", () => assert.equal(pieces("2捆", null), null));

test("ten is ten, with or without one before it", () => {
  assert.equal(whole("十"), 10);
  assert.equal(whole("一百一十"), 110);
});

const MORE = [["", "50"], ["10", "60"], ["２１５", "265"], ["2捆+15", "3捆+15"], ["２捆", "3捆"], ["二百", null], ["2..5", null]];
for (const [typed, after] of MORE) test(`a bundle more than "${typed}"`, () => assert.equal(withBundle(typed, 50), after));

const BOOK = { item: "book", label: "手册", bundle: 50, taken: "", left: "" };
const typed = (facts, ...rows) => ({ rows: rows.map((row) => ({ ...BOOK, ...row })), asked: "", askedLabel: "咨询", estimated: false, note: "", ...facts });

test("what was taken less what is left was handed out, of each material", () => {
  const { lines } = threeLines(typed({ asked: "3", note: "东门" }, { taken: "2捆", left: "15" }, { item: "card", taken: "40", left: "40" }, {}), true);
  assert.deepEqual(lines, [
    { kind: "handout", item: "book", quantity: 85, basis: "brought_minus_left", label: "手册", note: "东门" },
    { kind: "consultation", item: null, quantity: 3, basis: "counted", label: "咨询" },
  ]);
});

test("all of it left says none, where nothing was handed out before", () => {
  const all = typed({}, { taken: "50", left: "50" });
  assert.deepEqual(threeLines(all, true).lines.map((line) => [line.item, line.quantity]), [[null, 0]]);
  assert.deepEqual(threeLines(all, false).wrong, { row: 0, field: "left", code: "nothing" });
  assert.equal(threeLines({ ...all, asked: "4" }, false).lines.length, 1);
});

test("estimates are estimates in every line", () => {
  const { lines } = threeLines(typed({ estimated: true, asked: "3" }, { taken: "9", left: "1" }), true);
  assert.deepEqual(lines.map((line) => line.basis), ["estimated", "estimated"]);
});

const WRONG = [
  [[{}], {}, { row: 0, field: "taken", code: "blank" }],
  [[{ left: "4" }], {}, { row: 0, field: "taken", code: "taken" }],
  [[{}, { taken: "4" }], {}, { row: 1, field: "left", code: "left" }],
  [[{ taken: "4", left: "5" }], {}, { row: 0, field: "left", code: "more" }],
  [[{ taken: "many", left: "5" }], {}, { row: 0, field: "taken", code: "unread" }],
  [[{}], { asked: "some" }, { row: 0, field: "asked", code: "unread" }],
];
for (const [rows, facts, wrong] of WRONG) {
  test(`wrong: ${wrong.field} ${wrong.code}`, () => assert.deepEqual(threeLines(typed(facts, ...rows), true), { wrong }));
}
