// Finding Chinese text on the phone (static/fulltext/pairs.js, static/logbook/counting/find-rules.js); the pairs themselves are held by tests/fulltext/grams.json.

import assert from "node:assert/strict";
import test from "node:test";

import * as pairs from "../../../static/fulltext/pairs.js";
import { hashOf, whereOf } from "../../../static/check_ups/where.js";
import { held, ranked, searching, weighed } from "../../../static/fulltext/pairs.js";
import { likenessOf, thingsLike } from "../../../static/logbook/counting/find-rules.js";

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

const TERMS = { synonyms: [["加班", "延长工作时间", "工时"], ["拖欠工资", "欠薪"]], noise: ["吗"] };
const THINGS = [
  ["劳动合同法宣传折页", "Leaflet on the contract law"],
  ["劳动合同与工时休假", "Contracts, working time, leave"],
  ["投诉拖欠工资", "Complaint about unpaid wages"],
].map((names) => ({ name: names[0], names }));
const like = (typed, most, likeIt = likenessOf(pairs, THINGS, TERMS)) => thingsLike(typed, THINGS, likeIt, most).map((each) => each.name);

test("a thing on the lists is found by what the trade calls it, and by most of what was typed", () => {
  assert.deepEqual(like("加班"), ["劳动合同与工时休假"]);
  assert.deepEqual(like("欠薪吗"), ["投诉拖欠工资"]);
  assert.deepEqual(like("劳动合同折页"), ["劳动合同法宣传折页", "劳动合同与工时休假"]); // three of five pairs are enough
  assert.deepEqual(like("航天发射"), []);
  assert.deepEqual(like(" "), []);
});

test("what is called just so comes first, in the order of the lists", () => {
  assert.deepEqual(like("合同"), ["劳动合同法宣传折页", "劳动合同与工时休假"]);
  assert.deepEqual(like("合同", 1), ["劳动合同法宣传折页"]);
  assert.deepEqual(like("Ｗages"), ["投诉拖欠工资"]);
  assert.deepEqual(like("工"), ["劳动合同与工时休假", "投诉拖欠工资"]);
  assert.deepEqual(like("工", 8, null), ["劳动合同与工时休假", "投诉拖欠工资"]); // and where nothing more is there yet
  assert.deepEqual(like("欠薪", 8, null), []);
});

test("where one is in a check-up stands behind the # and comes back as it went", () => {
  const company = { id: null, name: "示例 & 厂#1" };
  assert.deepEqual(whereOf(hashOf({ company, list: "l1" })), { company, list: "l1" });
  assert.deepEqual(whereOf(hashOf({ company: { id: "c1", name: "厂" } })), { company: { id: "c1", name: "厂" }, list: null });
  assert.deepEqual(whereOf(""), { company: null, list: null });
  assert.deepEqual(whereOf(hashOf({ company: null, list: "l1" })), { company: null, list: null });
});
