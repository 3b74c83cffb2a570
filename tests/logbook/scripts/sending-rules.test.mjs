// What an answer means to the sender, and how long it waits (static/logbook/sending/rules.js).

import assert from "node:assert/strict";
import test from "node:test";

import { half, nextPause, pauseAsked, verdict } from "../../../static/logbook/sending/rules.js";

const failed = (code) => ({ error: { code, message: "words" } });
const NOW = Date.parse("2025-03-04T09:30:00Z");

const CASES = [
  ["our answers", { status: 200, isJson: true, body: { answers: { a: {} } } }, "answers"],
  ["a portal's page", { status: 200, isJson: false, body: null }, "stranger"],
  ["JSON of somebody else", { status: 200, isJson: true, body: { ok: true } }, "stranger"],
  ["a list of answers", { status: 200, isJson: true, body: { answers: [] } }, "stranger"],
  ["half an answer", { status: 200, isJson: true, body: null }, "stranger"],
  ["no content", { status: 204, isJson: false, body: null }, "stranger"],
  ["another success", { status: 201, isJson: true, body: { answers: {} } }, "stranger"],
  ["too much", { status: 413, isJson: true, body: failed("too_large") }, "halve"],
  ["too much, said by a proxy", { status: 413, isJson: false, body: null }, "halve"],
  ["the session ended", { status: 401, isJson: true, body: failed("sign_in_needed") }, "signed_out"],
  ["a portal that wants a password", { status: 401, isJson: false, body: null }, "stranger"],
  ["somebody else is signed in", { status: 409, isJson: true, body: failed("other_person") }, "other_person"],
  ["another conflict", { status: 409, isJson: true, body: failed("conflict") }, "not_taken"],
  ["a role that does not log", { status: 403, isJson: true, body: failed("forbidden") }, "not_taken"],
  ["a firewall", { status: 403, isJson: false, body: null }, "stranger"],
  ["too often", { status: 429, isJson: true, body: failed("too_often") }, "later"],
  ["too often, said by a proxy", { status: 429, isJson: false, body: null }, "later"],
  ["our fault", { status: 500, isJson: true, body: failed("failed") }, "later"],
  ["a full disk", { status: 507, isJson: true, body: failed("disk_full") }, "later"],
  ["a database that is away", { status: 503, isJson: true, body: failed("database_away") }, "later"],
  ["a proxy without a server", { status: 502, isJson: false, body: null }, "later"],
  ["an address of a newer server", { status: 404, isJson: true, body: failed("not_found") }, "not_here"],
  ["a portal without that page", { status: 404, isJson: false, body: null }, "stranger"],
];

for (const [name, answer, word] of CASES) test(`${name}: ${word}`, () => assert.equal(verdict(answer).word, word));

test("pauses double up to a minute, and are spread by a quarter", () => {
  assert.deepEqual([1, 2, 3, 6, 7, 50].map((failures) => nextPause(failures, 0.5)), [1000, 2000, 4000, 32000, 60000, 60000]);
  assert.equal(nextPause(1, 0), 750);
  assert.ok(nextPause(7, 0.999) < 75001);
});

test("a full disk is told in the server's words, and is no fault of what was sent", () => {
  for (const status of [503, 507]) {
    const said = verdict({ status, isJson: true, body: { error: { code: "x", message: "The disk is full." } }, retryAfter: "60", now: NOW });
    assert.deepEqual(said, { word: "later", after: 60000, message: "The disk is full." });
  }
});

test("a server that is asked too often is told in the phone's own words: it is kept here", () => {
  const said = verdict({ status: 429, isJson: true, body: failed("too_many"), retryAfter: "60", now: NOW });
  assert.deepEqual(said, { word: "later", after: 60000, message: null });
});

test("a pause that the server asks for is kept", () => {
  assert.equal(nextPause(1, 0.5, 30000), 30000);
  assert.equal(pauseAsked("30", NOW), 30000);
  assert.equal(pauseAsked("Tue, 04 Mar 2025 09:31:00 GMT", NOW), 60000);
  assert.deepEqual([null, "", "soon", "-5"].map((each) => pauseAsked(each, NOW)), [0, 0, 0, 0]);
  assert.equal(pauseAsked("86400", NOW), 600000);
});

test("a batch is halved down to one line, and no further", () => {
  assert.deepEqual([500, 3, 2, 1].map(half), [250, 2, 1, 0]);
});
