// Lines behind the # of a link (static/logbook/queue/packing.js): they come back as they went, and nothing else gets in.

import assert from "node:assert/strict";
import test from "node:test";

import { canPack, links, read, takenOver } from "../../../static/logbook/queue/packing.js";

const uuid = (number) => `01956a3c-7a10-7c3e-9d2f-${String(number).padStart(12, "0")}`;
const WANG = { id: uuid(900), name: "王秀英" };
const ADDRESS = "https://outreach.example.gov.cn/log/carry";
const AT = "2025-03-04T01:30:00.123Z";

function line(number, facts = {}) {
  const body = { id: uuid(number), event: uuid(700), kind: "handout", item: "policy-handbook", quantity: 50, at: AT, ...facts };
  return { id: body.id, what: "tally", body };
}

function answer(number, facts = {}) {
  const body = { id: uuid(number), event: uuid(700), company: uuid(800), point: uuid(600), found: "risk", replaces: [uuid(5)], at: AT, ...facts };
  return { id: body.id, what: "check", body };
}

const inside = (link) => read(link.split("#")[1]);

function forged(change) {
  const [link] = links([line(1)], WANG, ADDRESS, 600);
  const whole = JSON.parse(Buffer.from(link.split("#")[1], "base64url").toString());
  change(whole);
  return Buffer.from(JSON.stringify(whole)).toString("base64url");
}

test("lines come back as they went, under the name of who counted them", () => {
  const lines = [
    line(1, { basis: "estimated", note: "东门" }),
    line(2, { kind: "consultation", item: null, quantity: 3, event: uuid(701), by: uuid(901) }),
    line(3, { quantity: -50, reverses: uuid(1), reason: "按错了" }),
    line(4, { item: null, quantity: 0 }),
  ];
  const found = links(lines, WANG, ADDRESS, 2000).map(inside);
  assert.equal(found.length, 1);
  assert.deepEqual(found[0].person, WANG);
  assert.deepEqual(found[0].lines, lines.map(({ body }) => ({ ...body, by: body.by || WANG.id })));
});

test("many lines make several pictures, each short enough and whole in itself", () => {
  const lines = Array.from({ length: 30 }, (_none, number) => line(number));
  const made = links(lines, WANG, ADDRESS, 580);
  assert.ok(made.length > 1 && made.every((link) => link.length <= 580));
  const found = made.map(inside);
  assert.deepEqual(found.map((each) => [each.part, each.parts]), made.map((_link, index) => [index + 1, made.length]));
  assert.deepEqual(found.flatMap((each) => each.lines.map((body) => body.id)), lines.map((each) => each.id));
  assert.throws(() => links([line(1, { note: "长".repeat(900) })], WANG, ADDRESS, 580), RangeError);
});

test("only a few plain numbers go by picture", () => {
  assert.equal(canPack([line(1)], 30), true);
  assert.equal(canPack([line(1), line(2)], 1), false);
  assert.equal(canPack([], 30), false);
  assert.equal(canPack([{ ...line(1), what: "event" }], 30), false);
  assert.equal(canPack([line(1, { photo: "x" })], 30), false);
  assert.equal(canPack([line(1, { photo: null })], 30), true);
});

test("what is no picture of ours is not read", () => {
  const cases = ["", "x", "%00", "bnVsbA", "e30", "WzFd", Buffer.from("[2,1,1]").toString("base64url")];
  const changes = [
    (whole) => (whole[0] = 2),
    (whole) => (whole[0] = 3),
    (whole) => (whole[1] = 0),
    (whole) => (whole[2] = 1000),
    (whole) => (whole[3] = "short"),
    (whole) => (whole[4] = 5),
    (whole) => (whole[5] = ["<img>"]),
    (whole) => (whole[6] = []),
    (whole) => (whole[6] = "x"),
    (whole) => (whole[6] = Array.from({ length: 101 }, () => whole[6][0])),
    (whole) => (whole[6][0][1] = 7),
    (whole) => (whole[6][0][2] = 9),
    (whole) => (whole[6][0][3] = { toString: "x" }),
    (whole) => (whole[6][0][4] = 1.5),
    (whole) => (whole[6][0][4] = 1e9),
    (whole) => (whole[6][0][5] = "now"),
    (whole) => (whole[6][0][5] = 1e17),
  ];
  for (const text of [...cases, ...changes.map(forged)]) assert.throws(() => read(text), undefined, text);
  assert.doesNotThrow(() => read(forged(() => {})));
});

test("a colleague's phone sends them as its own person, in their order, named from its own lists", () => {
  const sent = inside(links([line(1), line(2)], WANG, ADDRESS, 2000)[0]);
  const me = { id: uuid(902), name: "李明" };
  const items = takenOver(sent, me, () => ({ label: "手册", title: "进园区" }), 1000);
  assert.deepEqual(items.map((item) => [item.person, item.body.by, item.state, item.label, item.carried.name]), [
    [me.id, WANG.id, "waiting", "手册", "王秀英"],
    [me.id, WANG.id, "waiting", "手册", "王秀英"],
  ]);
  assert.ok(items[0].made < items[1].made);
  assert.equal(takenOver(sent, WANG, () => ({}), 1000)[0].carried, undefined);
});

test("answers of a check-up go beside the numbers, in a picture that a phone of before does not take", () => {
  const typed = { company: undefined, company_name: "新示例厂", note: "无合同", by: uuid(901) };
  const found = inside(links([line(1), answer(2), answer(3, typed), answer(4, { replaces: [] })], WANG, ADDRESS, 2000)[0]);
  assert.deepEqual(found.lines.map((each) => each.id), [uuid(1)]);
  const plain = (each) => JSON.parse(JSON.stringify({ ...each.body, by: each.body.by || WANG.id }));
  assert.deepEqual(found.checks, [answer(2), answer(3, typed), answer(4, { replaces: [] })].map(plain));
  const whole = JSON.parse(Buffer.from(links([answer(2)], WANG, ADDRESS, 2000)[0].split("#")[1], "base64url").toString());
  assert.deepEqual([whole[0], whole[6]], [2, []]);
  assert.equal(canPack([answer(1), line(2)], 30), true);
  assert.equal(canPack([answer(1, { photo: "x" })], 30), false);
  const items = takenOver(found, { id: uuid(902), name: "李明" }, () => ({ label: "x", title: "" }), 1000);
  assert.deepEqual(items.map((item) => [item.what, item.body.by]), [["tally", WANG.id], ["check", WANG.id], ["check", uuid(901)], ["check", WANG.id]]);
});

test("an answer that nobody gave is not read", () => {
  const changes = [
    (each) => (each[1] = 9),
    (each) => (each[2] = ""),
    (each) => (each[2] = "长".repeat(101)),
    (each) => (each[2] = []),
    (each) => (each[3] = "short"),
    (each) => (each[4] = 4),
    (each) => (each[5] = "now"),
    (each) => (each[6] = ["x"]),
    (each) => (each[6] = "x"),
    (each) => (each[7] = {}),
  ];
  for (const change of changes) {
    const whole = JSON.parse(Buffer.from(links([answer(2)], WANG, ADDRESS, 2000)[0].split("#")[1], "base64url").toString());
    change(whole[7][0]);
    assert.throws(() => read(Buffer.from(JSON.stringify(whole)).toString("base64url")), undefined, String(change));
  }
});
