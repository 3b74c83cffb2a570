// What ticked boxes say about who was there (static/logbook/attendance/rules.js).

import assert from "node:assert/strict";
import test from "node:test";

import { news, statement } from "../../../static/logbook/attendance/rules.js";

test("what the plan proposes is said with the first saving, and nothing twice", () => {
  const boxes = [["a", "", true], ["b", "", false], ["c", "true", true], ["d", "true", false], ["e", "false", true]];
  const found = news(boxes.map(([person, said, ticked]) => ({ person, label: person, said, ticked })));
  assert.deepEqual(found.map((each) => each.person), ["a", "b", "d", "e"]);
});

test("a statement is an item that the server reads whole", () => {
  const words = { there: "{name}到场", absent: "{name}未到" };
  const facts = { person: "me", event: "gate", title: "东门设台" };
  const item = statement({ person: "wang", label: "王$&", ticked: false }, facts, words, "2025-03-04T01:00:00Z");
  assert.equal(item.label, "王$&未到");
  assert.deepEqual(item.body, { event: "gate", of: "wang", there: false, at: "2025-03-04T01:00:00Z" });
  assert.deepEqual([item.what, item.person, item.event], ["presence", "me", "gate"]);
});
