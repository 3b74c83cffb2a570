// How much waits, since when, and what the office hears of it (static/logbook/waiting/rules.js).

import assert from "node:assert/strict";
import test from "node:test";

import { holdingOf, isWorthTelling, waitingOf } from "../../../static/logbook/waiting/rules.js";

const NOW = 1_741_051_800_000;
const HOUR = 3600 * 1000;

const item = (state, facts = {}) => ({ id: "x", person: "wang", event: "gate", state, made: NOW, label: "手册", body: { note: "东门" }, ...facts });

test("drafts and what waits are counted apart from what was not taken; saved lines and other people's are not", () => {
  const items = [item("draft"), item("waiting"), item("aside"), item("saved"), item("waiting", { person: "li" })];
  assert.deepEqual(waitingOf(items, "wang", NOW), { waiting: 2, aside: 1, oldest: NOW, isOld: false });
  assert.equal(waitingOf(items, null, NOW).waiting, 3);
  assert.deepEqual(waitingOf([], "wang", NOW), { waiting: 0, aside: 0, oldest: null, isOld: false });
});

test("after a whole day something is old, whatever came later", () => {
  const items = [item("waiting", { made: NOW - 24 * HOUR }), item("waiting")];
  assert.equal(waitingOf(items, "wang", NOW).isOld, true);
  assert.equal(waitingOf(items, "wang", NOW - 1).isOld, false);
  assert.equal(waitingOf([item("aside", { made: NOW - 25 * HOUR })], "wang", NOW).isOld, true);
});

test("the office hears how many of whom and which event since when, and nothing else", () => {
  const items = [item("waiting"), item("draft", { made: NOW - HOUR }), item("aside"), item("saved"), item("waiting", { person: "li", event: null })];
  assert.deepEqual(holdingOf(items), [
    { person: "wang", event: "gate", waiting: 2, aside: 1, oldest: new Date(NOW - HOUR).toISOString() },
    { person: "li", event: null, waiting: 1, aside: 0, oldest: new Date(NOW).toISOString() },
  ]);
});

test("a phone that never held anything says nothing; zero is said once", () => {
  assert.equal(isWorthTelling([], undefined, NOW), false);
  assert.equal(isWorthTelling([], { said: '[{"person":"wang"}]', at: NOW }, NOW), true);
  assert.equal(isWorthTelling([], { said: "[]", at: 0 }, NOW), false);
});

test("the same is said again after six hours, something else at once", () => {
  const holding = holdingOf([item("waiting")]);
  const told = { said: JSON.stringify(holding), at: NOW };
  assert.equal(isWorthTelling(holding, told, NOW + 5 * HOUR), false);
  assert.equal(isWorthTelling(holding, told, NOW + 6 * HOUR), true);
  assert.equal(isWorthTelling(holding, told, NOW - HOUR), true);
  assert.equal(isWorthTelling(holdingOf([item("waiting"), item("waiting")]), told, NOW), true);
});
