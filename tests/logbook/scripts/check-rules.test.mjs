// What was found at the points of a check-up (static/check_ups/rules.js, choosing.js).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { companiesAt, companiesLike, companiesNear, listsOf, neededFirst, versionsToKeep } from "../../../static/check_ups/choosing.js";
import { agreeingOf, answerItem, answersOf, checkUpOf, keysOf, lastAnswer, noteToKeep, progressOf, standingOf, takenBack } from "../../../static/check_ups/rules.js";
import { makeItem } from "../../../static/logbook/store/items.js";
import { shortName } from "../../../static/places/names.js";

const NOW = 1_741_051_800_000;
const ME = { id: "wang", name: "王秀英" };
const FACTORY = { id: "c1", name: "示例机械厂" };
const POINTS = ["p1", "p2", "p3"].map((id, at) => ({ id, key: `k${at + 1}`, title: `要点${at + 1}` }));

const KEYS = keysOf([{ points: [...POINTS, { id: "old1", key: "k1" }] }]);

const told = (id, found, { point = "p1", ...facts } = {}) => ({ id, point, key: KEYS.get(point), found, note: null, by: "李明", at: "2025-03-04T09:00:00+08:00", replaces: [], ...facts });

function factsWith(answers, facts = {}) {
  return { person: ME, companies: [FACTORY], check_ups: [{ event: "gate", company: FACTORY, answers, before: {} }], ...facts };
}

let next = 0;

function answer(found, { point = "p1", company = FACTORY, answers = [], note = "", state = "waiting", attempted = null, now = NOW, ...rest } = {}) {
  const facts = answerItem({ person: "wang", event: "gate", title: "进企业", company, point: { id: point, key: KEYS.get(point) }, found, note, answers, label: "x", now });
  next += 1;
  return { ...makeItem(facts, `a-${String(next).padStart(3, "0")}`, now), state, attempted, ...rest };
}

const here = (items, facts = factsWith([]), company = FACTORY) => answersOf({ facts, items, event: "gate", company, keys: KEYS });

test("an answer names every answer to its point that the phone knows, its own unsent ones too", () => {
  const facts = factsWith([told("s1", "risk"), told("s2", "in_order", { point: "p2" })]);
  const first = answer("in_order", { answers: here([], facts) });
  assert.deepEqual(first.body.replaces, ["s1"]);
  const second = answer("risk", { answers: here([first], facts) });
  assert.deepEqual(second.body.replaces, ["s1", first.id]);
  assert.equal(second.body.company, "c1");
  assert.equal("company_name" in second.body || "note" in second.body, false);
});

test("what two people found without having seen each other stands side by side until somebody answers who saw both", () => {
  const facts = factsWith([told("s1", "risk")]);
  const mine = answer("in_order");
  const both = standingOf(here([mine], facts), "k1");
  assert.deepEqual([both.differs, both.found, both.heads.map((each) => each.by)], [true, null, ["李明", "王秀英"]]);
  const decided = answer("risk", { answers: here([mine], facts) });
  const after = standingOf(here([mine, decided], facts), "k1");
  assert.deepEqual([after.differs, after.found, after.heads.length], [false, "risk", 1]);
});

test("what the server left out because it was replaced is replaced here too, and still tells whose check-up it is", () => {
  const typed = { id: null, name: "示例机械" };
  const mine = answer("in_order", { company: typed, state: "saved", attempted: NOW });
  const cut = factsWith([told("s9", "risk", { replaces: [mine.id] })]);
  cut.check_ups[0].is_cut = true;
  assert.equal(checkUpOf(cut, [mine], "gate", typed), cut.check_ups[0]);
  const standing = standingOf(here([mine], cut), "k1");
  assert.deepEqual([standing.differs, standing.found, standing.heads.map((each) => each.id)], [false, "risk", ["s9"]]);
});

test("what a colleague noted who found the same is still told once somebody has settled the point", () => {
  const theirs = told("s1", "risk", { note: "三人" });
  const mine = answer("in_order");
  const settled = (note) => {
    const facts = factsWith([theirs]);
    const last = answer("risk", { answers: here([mine], facts), note });
    return agreeingOf(standingOf(here([mine, last], facts), "k1")).map((each) => each.note);
  };
  assert.deepEqual(settled(""), ["三人"]);
  assert.deepEqual(settled("三人"), []);
  const other = factsWith([theirs, told("s2", "in_order", { replaces: ["s1"], at: "2025-03-04T09:01:00+08:00" })]);
  assert.deepEqual(agreeingOf(standingOf(here([], other), "k1")), []);
});

test("a note that was typed goes with what stands there, and only where it says something new", () => {
  const stands = (items, facts = factsWith([])) => standingOf(here(items, facts), "k1");
  assert.deepEqual(noteToKeep(stands([answer("risk")]), "三人"), { found: "risk", note: "三人" });
  const noted = stands([answer("risk", { note: "三人" })]);
  assert.equal(noteToKeep(noted, "三人"), null);
  assert.deepEqual(noteToKeep(noted, ""), { found: "risk", note: "" });
  assert.equal(noteToKeep(stands([]), "三人"), "first");
  assert.equal(noteToKeep(stands([]), ""), null);
  assert.equal(noteToKeep(stands([answer("in_order")], factsWith([told("s1", "risk")])), "三人"), "first");
});

test("a colleague's note goes away only where that is meant", () => {
  const theirs = standingOf(here([], factsWith([told("s1", "risk", { note: "两人" })])), "k1");
  assert.equal(noteToKeep(theirs, ""), null);
  assert.deepEqual(noteToKeep(theirs, "", { isMeant: true }), { found: "risk", note: "" });
  assert.deepEqual(noteToKeep(theirs, "三人", { onto: "s1" }), { found: "risk", note: "三人" });
});

test("a note agrees by itself with no answer that a colleague gave after it was typed", () => {
  const facts = factsWith([told("s1", "not_applicable")]);
  const theirs = standingOf(here([], facts), "k1");
  for (const onto of [null, "s0"]) assert.equal(noteToKeep(theirs, "三人", { onto }), "first");
  assert.deepEqual(noteToKeep(theirs, "三人", { isMeant: true }), { found: "not_applicable", note: "三人" });
});

test("two that found the same agree", () => {
  const same = standingOf(here([answer("risk")], factsWith([told("s1", "risk")])), "k1");
  assert.deepEqual([same.differs, same.found, same.heads.length], [false, "risk", 2]);
});

test("who has not seen a point says nothing against who has", () => {
  const seen = standingOf(here([answer("not_seen")], factsWith([told("s1", "risk")])), "k1");
  assert.deepEqual([seen.differs, seen.found], [false, "risk"]);
});

test("answers in two versions of a list are held against each other by the key of the point", () => {
  const mine = answer("in_order", { point: "old1" });
  const both = standingOf(here([mine], factsWith([told("s1", "risk")])), "k1");
  assert.deepEqual([both.differs, both.heads.length], [true, 2]);
  assert.deepEqual(answer("risk", { answers: both.all }).body.replaces, ["s1", mine.id]);
});

test("answers that claim to have seen each other are still answered", () => {
  const facts = factsWith([told("s1", "risk", { replaces: ["s2"] }), told("s2", "in_order", { replaces: ["s1"] })]);
  assert.equal(standingOf(here([], facts), "k1").heads.length, 1);
});

test("an answer that is here and at the office is one", () => {
  const mine = answer("risk", { state: "saved" });
  const facts = factsWith([told(mine.id, "risk", { by: ME.name })]);
  assert.deepEqual(here([mine], facts).map((each) => [each.id, each.mine, each.waits]), [[mine.id, true, false]]);
});

test("what was not taken is no answer, and another event or company is another check-up", () => {
  const items = [
    answer("risk", { state: "aside" }),
    { ...answer("risk"), event: "elsewhere" },
    answer("risk", { company: { id: "c2", name: "别的厂" } }),
    { ...answer("risk"), what: "tally" },
  ];
  assert.deepEqual(here(items), []);
});

test("a company that was typed here is the one that the server made of it", () => {
  const typed = { id: null, name: "新 示例厂" };
  const mine = answer("risk", { company: typed });
  assert.equal(mine.body.company_name, "新 示例厂");
  assert.equal(here([mine], factsWith([]), { id: null, name: "新示例厂" }).length, 1);
  const made = { id: "c9", name: "示例厂（旧名）" };
  const facts = { person: ME, check_ups: [{ event: "gate", company: made, answers: [told(mine.id, "risk"), told("s1", "risk", { point: "p2" })] }] };
  const later = answer("in_order", { company: typed, point: "p3" });
  assert.deepEqual(answersOf({ facts, items: [mine, later], event: "gate", company: made }).map((each) => each.point).sort(), ["p1", "p2", "p3"]);
  assert.equal(answersOf({ facts, items: [mine, later], event: "gate", company: typed }).length, 3);
});

test("not seen has seen nothing, and what differs is not seen yet", () => {
  const items = [answer("risk"), answer("not_seen", { point: "p2" }), answer("in_order", { point: "p3" })];
  const facts = factsWith([told("s1", "risk", { point: "p3" })]);
  assert.deepEqual(progressOf(POINTS, here(items, facts)), { total: 3, seen: 1, again: 0, risks: 1, differing: 1 });
  const before = { k1: "risk", k2: "risk", k3: "risk", k9: "risk" };
  assert.equal(progressOf(POINTS, here(items, facts), before).again, 1);
  assert.equal(progressOf(POINTS, [], { ...before, k1: "in_order" }).again, 2);
});

test("the last answer of one's own is taken back, once", () => {
  const first = answer("risk");
  const second = answer("in_order", { point: "p2", now: NOW + 5 });
  const strange = answer("risk", { now: NOW + 9, carried: { name: "李明" } });
  const items = [first, second, strange];
  assert.equal(lastAnswer(items, "wang", "gate"), second);
  const back = { ...answer("not_seen", { point: "p2", now: NOW + 20 }), takes_back: second.id };
  assert.equal(lastAnswer([...items, back], "wang", "gate"), first);
  assert.equal(lastAnswer([first], "wang", "gate", NOW + 1), undefined);
  assert.equal(lastAnswer([first], "li", "gate"), undefined);
});

test("one that was never sent leaves the queue; any other is answered again with what held before", () => {
  const first = answer("risk", { note: "无合同", state: "saved" });
  const second = answer("in_order", { answers: here([first]), now: NOW + 5 });
  assert.deepEqual(takenBack(second, "k1", here([first, second])), { remove: second.id });
  assert.deepEqual(takenBack(second, "k1", here([first, second]), true), { again: { found: "risk", note: "无合同" } });
  const sent = { ...second, attempted: NOW + 9 };
  assert.deepEqual(takenBack(sent, "k1", here([first, sent])), { again: { found: "risk", note: "无合同" } });
  const only = { ...answer("risk"), state: "saved" };
  assert.deepEqual(takenBack(only, "k1", here([only])), { again: { found: "not_seen", note: "" } });
});

test("offered are the check-ups begun, the event's own company and those in its park", () => {
  const event = { id: "gate", place: "示例园区", place_id: "park" };
  const inside = [{ id: "c3", name: "园内厂", in: "示例园区" }, { id: "c4", name: "园外厂", in: "别处" }];
  const facts = factsWith([told("s1", "risk")], { companies: [FACTORY, ...inside] });
  const items = [answer("risk", { company: { id: null, name: "新厂" } })];
  assert.deepEqual(companiesAt(event, facts, items).map((each) => each.name), ["示例机械厂", "新厂", "园内厂"]);
  const own = companiesAt({ id: "other", place: "园外厂", place_id: "c4" }, { companies: inside }, []);
  assert.deepEqual(own, [{ id: "c4", name: "园外厂" }]);
});

test("what is typed finds a company, or is a new one", () => {
  const facts = factsWith([]);
  assert.deepEqual(companiesLike("机 械", [], facts), { found: [FACTORY], isNew: true });
  assert.deepEqual(companiesLike("示例机械厂", [], facts).isNew, false);
  assert.deepEqual(companiesLike("厂", [], facts).isNew, false);
  assert.deepEqual(companiesLike(" ", [FACTORY], facts), { found: [FACTORY], isNew: false });
});

test("a name that is near others asks whether it is one of them", () => {
  const park = { id: "p1", kind: "park", name: "机械产业园" };
  const site = { id: "s1", kind: "worksite", name: "宏达机械厂房工地" };
  const companies = [{ id: "c2", name: "示例县宏达机械有限公司", in: "高新区" }, { id: "c3", name: "宏达" }, { id: "c4", name: "万顺物流" }];
  const facts = { companies, places: [park, site] };
  const names = (typed, offered = []) => companiesNear(typed, offered, facts).map((each) => each.name);
  assert.deepEqual(names("宏达机械（示例）有限责任公司"), ["宏达", "宏达机械厂房工地", "示例县宏达机械有限公司"]);
  assert.deepEqual(names("万顺物流有限公司"), ["万顺物流"]);
  assert.deepEqual(names("新力物业"), []);
  assert.deepEqual(names("新力物业公司", [{ id: null, name: "新力物业" }]), ["新力物业"]);
  assert.deepEqual(companiesNear("宏达机械厂", [], facts)[2], { id: "c2", name: "示例县宏达机械有限公司", in: "高新区" });
});

test("a company's short name is without place and form", () => {
  const names = JSON.parse(readFileSync(new URL("short-names.json", import.meta.url), "utf-8"));
  assert.deepEqual(names.map(([name]) => [name, shortName(name)]), names);
});

test("a list that is changed while it is filled stays as it is filled", () => {
  const old = { id: "l1", version: 1, points: [{ id: "p1" }, { id: "p2" }] };
  const fresh = { id: "l1", version: 2, points: [{ id: "q1" }] };
  const other = { id: "l2", version: 1, points: [{ id: "r1" }] };
  const facts = { check_lists: [fresh, other] };
  assert.deepEqual(listsOf(facts, [old, fresh], [{ point: "p2", mine: true }]), [old, other]);
  assert.deepEqual(listsOf(facts, [old, fresh], [{ point: "p2", mine: false }]), [fresh, other]);
  assert.deepEqual(listsOf(facts, [old], [{ point: "p2", mine: true }, { point: "q1", mine: true }]), [fresh, other]);
  assert.deepEqual(listsOf({ check_lists: [] }, [old, other], [{ point: "p1", mine: true }]), [old]);
  assert.deepEqual(versionsToKeep([fresh, other], [old], new Set(["p1"])), [fresh, other, old]);
  assert.deepEqual(versionsToKeep([fresh, other], [old], new Set()), [fresh, other]);
});

test("the lists with a risk of last time come first, then those that are to be filled at the event", () => {
  const lists = ["l1", "l2", "l3"].map((id) => ({ id, points: [{ key: `${id}-a` }, { key: `${id}-b` }] }));
  const facts = { planned_check_lists: [{ event: "gate", lists: ["l3"] }, { event: "other", lists: ["l2"] }] };
  const told = (event, known, before) => neededFirst(lists, event, known, before).map((each) => [each.id, each.isPlanned]);
  assert.deepEqual(told("gate", facts), [["l3", true], ["l1", false], ["l2", false]]);
  assert.deepEqual(told("gate", {}), [["l1", false], ["l2", false], ["l3", false]]);
  assert.deepEqual(told("gate", facts, { "l2-b": "risk", "l1-a": "in_order" }), [["l2", false], ["l3", true], ["l1", false]]);
});
