// Finding the office's answers on the phone (static/answers/search.js); the pairs themselves are held by tests/fulltext/grams.json.

import assert from "node:assert/strict";
import test from "node:test";

import { held, ranked, searching, weighed } from "../../../static/answers/search.js";
import { hashOf, whereOf } from "../../../static/check_ups/where.js";

const { asked } = searching({ synonyms: [["二倍工资", "双倍工资"], ["未订立劳动合同", "没签劳动合同", "未签合同"]], noise: ["怎么算", "的"] });
const TEXTS = [
  ["上下班途中受伤算工伤吗", "非本人主要责任的交通事故。"],
  ["没有订立书面劳动合同怎么办", "超过一个月未订立劳动合同的，每月支付二倍工资。"],
  ["二倍工资怎么算", "按应得工资计算。"],
].map(([title, text]) => ({ weights: weighed(title, [], [text]) }));

test("what means the same is found, and what is asked in the question comes first", () => {
  assert.deepEqual(ranked(asked("双倍工资"), TEXTS), [2, 1]);
  assert.deepEqual(ranked(asked("未签合同"), TEXTS), [1]);
  assert.deepEqual(ranked(asked("公积金"), TEXTS), []);
  assert.deepEqual(ranked(asked(""), TEXTS), []);
});

test("a text must hold most of what is asked", () => {
  const parts = asked("双倍工资 工伤");
  const share = (place) => held(parts, TEXTS[place].weights, new Map(parts.flatMap((part) => part.wordings.flatMap((each) => each.grams)).map((gram) => [gram, 1]))).share;
  assert.ok(share(0) < 0.599 && share(2) > 0.599);
});

test("where one is in a check-up stands behind the # and comes back as it went", () => {
  const company = { id: null, name: "示例 & 厂#1" };
  assert.deepEqual(whereOf(hashOf({ company, list: "l1" })), { company, list: "l1" });
  assert.deepEqual(whereOf(hashOf({ company: { id: "c1", name: "厂" } })), { company: { id: "c1", name: "厂" }, list: null });
  assert.deepEqual(whereOf(""), { company: null, list: null });
  assert.deepEqual(whereOf(hashOf({ company: null, list: "l1" })), { company: null, list: null });
});
