import assert from "node:assert/strict";
import test from "node:test";

import { bodyOf, labelOf, optionsLacking } from "../../../static/logbook/follow-ups/body.js";

const AT = "2025-03-04T01:30:00.000Z";

test("what is typed becomes what the server reads", () => {
  const { body } = bodyOf({ asked: " 工龄怎么认定 ", owed: true, owed_by: "p", due_on: "2025-03-11", topic: "t", contact: "138" }, "e", AT);
  assert.deepEqual(body, {
    event: "e",
    asked: "工龄怎么认定",
    tally: null,
    topic: "t",
    owed: true,
    owed_by: "p",
    due_on: "2025-03-11",
    referral: null,
    referral_to: null,
    order_number: null,
    contact: "138",
    at: AT,
  });
});

test("a mere note has nobody who owes, and no contact", () => {
  const { body } = bodyOf({ asked: "a", owed: false, owed_by: "p", due_on: "2025-03-11", contact: "138", referral: "window" }, "e", AT);
  assert.deepEqual([body.owed, body.owed_by, body.due_on, body.contact, body.referral], [false, null, null, null, "window"]);
});

test("what the server would refuse is said on the phone", () => {
  assert.equal(bodyOf({ asked: "  " }, "e", AT).wrong, "askedMissing");
  assert.equal(bodyOf({ asked: "a", order_number: "1", contact: "2" }, "e", AT).wrong, "both");
  assert.equal(bodyOf({ asked: "a", referral: "bureau" }, "e", AT).wrong, "bureauMissing");
  assert.equal(bodyOf({ asked: "a", referral: "bureau", referral_to: "住建局" }, "e", AT).wrong, undefined);
});

test("the queue calls it by its first words", () => {
  assert.equal(labelOf("问题：{asked}", "$& 工龄"), "问题：$& 工龄");
  assert.equal(labelOf("{asked}", "一".repeat(30)), `${"一".repeat(20)}…`);
});

test("a list gets only what it lacks", () => {
  assert.deepEqual(optionsLacking([{ value: "a" }, { value: "b" }], ["a", ""]), [{ value: "b" }]);
});
