// "None handed out" beside what was handed out (static/logbook/counting/none-rules.js).

import assert from "node:assert/strict";
import test from "node:test";

import { noneAt } from "../../../static/logbook/counting/none-rules.js";
import { makeItem, opposite } from "../../../static/logbook/store/items.js";

const AS_OF = 1_741_051_800_000;
let next = 0;

function line(quantity, facts = {}) {
  next += 1;
  const body = { event: "gate", kind: "handout", item: quantity ? "m1" : null, quantity, at: "2025-03-04T09:30:00+08:00" };
  return { ...makeItem({ what: "tally", person: "wang", event: "gate", body, label: "x" }, `l-${next}`, AS_OF + next), ...facts };
}

const NOTHING = { says: false, net: 0 };
const at = (items, told = NOTHING) => noneAt(items, "gate", told, { asOf: AS_OF });

test("it is said by a line of this phone or by the server", () => {
  assert.deepEqual(at([]), { isSaid: false, isHandedOut: false });
  assert.deepEqual(at([line(0)]), { isSaid: true, isHandedOut: false });
  assert.deepEqual(at([], { says: true, net: 0 }), { isSaid: true, isHandedOut: false });
});

test("it is said no more as soon as something was handed out, sent or not", () => {
  const wrong = { isSaid: false, isHandedOut: true };
  const none = line(0);
  assert.deepEqual(at([none, line(25, { state: "draft" })]), wrong);
  assert.deepEqual(at([none, line(25)]), wrong);
  assert.deepEqual(at([none, line(25, { state: "saved", settled: AS_OF + 9 })]), wrong);
  assert.deepEqual(at([line(25)], { says: true, net: 0 }), wrong);
  assert.deepEqual(at([none], { says: false, net: 25 }), wrong);
});

test("what was taken back makes it true again, and what was not taken or is of another event never made it wrong", () => {
  const none = line(0);
  const given = line(25, { attempted: AS_OF });
  assert.equal(at([none, given, opposite(given, "back", AS_OF + 99, "按错了")]).isSaid, true);
  assert.equal(at([none, line(25, { state: "aside" })]).isSaid, true);
  assert.equal(at([none, line(25, { event: "hall" })]).isSaid, true);
  assert.equal(at([opposite(none, "no", AS_OF + 99, "按错了"), none]).isSaid, false);
});

test("what the server's numbers hold is counted once", () => {
  const sent = line(25, { state: "saved", settled: AS_OF - 9 });
  const back = opposite(sent, "back", AS_OF + 99, "按错了");
  assert.deepEqual(at([line(0), sent, back], { says: false, net: 25 }), { isSaid: true, isHandedOut: false });
  const said = noneAt([line(0), sent], "gate", { says: false, net: 25 }, { asOf: AS_OF, pending: new Set([sent.id]) });
  assert.equal(said.isHandedOut, true);
});
