import assert from "node:assert/strict";
import { test } from "node:test";

import { hasSlot, printed, withSlot } from "../../../../static/reports/brief-text.js";

const wordings = new Map([["发放资料", "1200余份"]]);

test("slots are filled, unknown names stay", () => {
  assert.equal(printed("发放{发放资料}，受众{受众}", wordings), "发放1200余份，受众{受众}");
  assert.equal(printed("发放｛发放资料｝", wordings), "发放1200余份");
});

test("a text without a slot needs no second line", () => {
  assert.equal(hasSlot("发放资料"), false);
  assert.equal(hasSlot("发放{发放资料}"), true);
});

test("a slot is put in where one writes, in place of what is marked", () => {
  assert.deepEqual(withSlot("发放若干份", 2, 5, "发放资料"), { text: "发放{发放资料}", at: 8 });
});
