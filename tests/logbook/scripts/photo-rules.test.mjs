// What a phone does with photos.

import assert from "node:assert";
import { test } from "node:test";

import {
  after,
  declaration,
  FIRST,
  fitting,
  isShownAt,
  LARGEST,
  makePhoto,
  nextPhoto,
  nextSize,
  onceMore,
  outdated,
  photoVerdict,
  setAside,
  smaller,
  SMALLEST,
} from "../../../static/logbook/photos/rules.js";

const DAY = 24 * 3600 * 1000;
const BLOB = { size: 1000 };
const photo = (changes = {}) => ({
  ...makePhoto({ person: "p", event: "e", title: "t", name: "a.jpg", blob: BLOB, thumb: null, sha256: "f".repeat(64) }, "1", 5),
  ...changes,
});
const answer = (status, body, isJson = true) => photoVerdict("1", { status, isJson, body });
const error = (code, message = "words", facts) => ({ error: { code, message, facts } });

test("faces may be in view until somebody says that they are not", () => {
  assert.strictEqual(declaration(photo()).shows_people, true);
  assert.strictEqual(declaration(photo({ showsPeople: false })).shows_people, false);
});

test("the oldest waiting photo of the present person goes next", () => {
  const all = [photo({ id: "3", made: 9 }), photo({ id: "2", made: 1, person: "q" }), photo({ id: "4", made: 2, state: "aside" }), photo({ id: "1", made: 9 })];
  assert.strictEqual(nextPhoto(all, "p").id, "1");
  assert.strictEqual(nextPhoto(all, "nobody"), undefined);
});

test("a picture is never drawn larger than it is", () => {
  assert.deepStrictEqual(fitting(4000, 3000, 1600), { width: 1600, height: 1200 });
  assert.deepStrictEqual(fitting(300, 200, 1600), { width: 300, height: 200 });
  assert.deepStrictEqual(fitting(9000, 1, 1600), { width: 1600, height: 1 });
});

test("parts grow on a good line and shrink on a bad one, within bounds", () => {
  assert.strictEqual(nextSize(FIRST, 100), 2 * FIRST);
  assert.strictEqual(nextSize(LARGEST, 100), LARGEST);
  assert.strictEqual(nextSize(FIRST, 5000), FIRST);
  assert.strictEqual(nextSize(FIRST, 20000), FIRST / 2);
  assert.strictEqual(smaller(SMALLEST), SMALLEST);
});

test("only our own answer to this photo counts", () => {
  const ours = { id: "1", state: "open", offset: 300 };
  assert.deepStrictEqual(answer(200, ours), { word: "there", offset: 300, isStored: false });
  assert.deepStrictEqual(answer(200, { ...ours, state: "stored" }).isStored, true);
  for (const strange of [{ ...ours, id: "2" }, { ...ours, offset: "300" }, null, {}, []]) assert.strictEqual(answer(200, strange).word, "stranger");
  assert.strictEqual(answer(200, ours, false).word, "stranger"); // a captive portal's page
  assert.strictEqual(answer(302, null, false).word, "stranger");
  assert.strictEqual(answer(404, null, false).word, "stranger");
});

test("each refusal has its word", () => {
  const words = [
    [401, "sign_in_needed", "signed_out"],
    [403, "forbidden", "not_taken"],
    [409, "other_person", "other_person"],
    [409, "differs", "aside"],
    [404, "no_such_upload", "again"],
    [404, "no_such_event", "aside"],
    [404, "not_found", "not_taken"],
    [405, "method_not_allowed", "not_taken"],
    [413, "part_too_large", "smaller"],
    [413, "too_heavy", "aside"],
    [422, "wrong_hash", "spoiled"],
    [422, "program", "aside"],
    [429, "busy", "later"],
    [500, "failed", "later"],
    [503, "database_away", "later"],
    [507, "disk_full", "later"],
  ];
  for (const [status, code, word] of words) assert.strictEqual(answer(status, error(code)).word, word, code);
  assert.strictEqual(answer(413, null, false).word, "smaller"); // a proxy's own limit
  assert.deepStrictEqual(answer(409, error("gap", "words", { offset: 7 })), { word: "there", offset: 7, isStored: false });
  assert.strictEqual(photoVerdict("1", { status: 429, isJson: true, body: error("busy"), retryAfter: "5" }).after, 5000);
});

test("what is stored lets go of its bytes, what is there is remembered", () => {
  assert.strictEqual(after(photo(), { word: "there", offset: 400, isStored: false }, 9).sent, 400);
  assert.strictEqual(after(photo(), { word: "there", offset: 4000, isStored: false }, 9).sent, 1000);
  const stored = after(photo(), { word: "there", offset: 1000, isStored: true }, 9);
  assert.deepStrictEqual([stored.state, stored.blob, stored.settled], ["saved", null, 9]);
});

test("what arrives spoiled begins anew, and is set aside the third time", () => {
  const spoiled = { word: "spoiled", message: "words" };
  const once = after(photo({ sent: 500 }), spoiled, 9);
  assert.deepStrictEqual([once.state, once.sent, once.spoiled], ["waiting", 0, 1]);
  assert.strictEqual(after(after(once, spoiled, 9), spoiled, 9).state, "aside");
});

test("a refused photo keeps its bytes and its reason, and may be sent again under another id", () => {
  const aside = after(photo(), { word: "aside", code: "program", message: "words" }, 9);
  assert.deepStrictEqual([aside.state, aside.blob, aside.said], ["aside", BLOB, { code: "program", message: "words" }]);
  const again = onceMore(aside, "2");
  assert.deepStrictEqual([again.id, again.state, again.said, again.made], ["2", "waiting", null, 5]);
});

test("a pause changes nothing of a photo", () => {
  for (const word of ["later", "signed_out", "other_person", "stranger", "not_taken", "smaller", "again"]) {
    assert.deepStrictEqual(after(photo(), { word }, 9), photo());
  }
});

test("only what was sent leaves the phone, a week later", () => {
  const all = [photo({ state: "saved", settled: 0 }), setAside(photo({ id: "2" }), {}, 0), photo({ id: "3" })];
  assert.deepStrictEqual(outdated(all, 8 * DAY).map((each) => each.id), ["1"]);
  assert.deepStrictEqual(outdated(all, 6 * DAY), []);
});

test("a photo of what was found says so, and one of the event says nothing of it", () => {
  const subject = { of: "check_answers", id: "a1" };
  const facts = { person: "wang", event: "gate", title: "进企业", name: "合同.jpg", blob: { size: 9 }, thumb: null, sha256: "x" };
  assert.deepEqual(declaration(makePhoto({ ...facts, subject, about: "k1" }, "p1", 1)).subject, subject);
  assert.equal("subject" in declaration(makePhoto(facts, "p2", 1)), false);
});

test("a photo of a point stays with it, whichever answer stands and whatever the company is called", () => {
  const taken = { event: "gate", about: "示例厂 k1", subject: { of: "check_answers", id: "a1" } };
  assert.equal(isShownAt(taken, { event: "gate", about: "示例厂 k1", subjects: "a2" }), true);
  assert.equal(isShownAt(taken, { event: "gate", about: "示例机械有限公司 k1", subjects: "a1 a2" }), true);
  assert.equal(isShownAt(taken, { event: "gate", about: "示例厂 k2", subjects: "a3" }), false);
  assert.equal(isShownAt(taken, { event: "hall", about: "示例厂 k1", subjects: "a1" }), false);
  assert.equal(isShownAt(taken, { event: "gate" }), false);
  assert.equal(isShownAt({ event: "gate", subject: null }, { event: "gate" }), true);
});
