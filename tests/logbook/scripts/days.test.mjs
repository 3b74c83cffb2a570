// Which events stand in which list, on the bureau's wall clock.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventsOf, listsOf } from "../../../static/logbook/shell/days.js";
import { dayWords, instantOf, later, offsetOf, wallTime } from "../../../static/logbook/shell/wall-clock.js";

const NOW = Date.parse("2025-03-04T09:30:00+08:00");

function event(id, day, changes = {}) {
  const times = { starts_at: `${day}T08:30:00+08:00`, ends_at: `${day}T09:00:00+08:00` };
  return { id, day, title: id, team: "employment", status: "planned", mine: true, logged: false, nets: [], ...times, ...changes };
}

function facts(...events) {
  return {
    server_time: "2025-03-04T08:00:00+08:00",
    person: { id: "p", role: "staff", teams: ["employment"] },
    places: [{ id: "place", name: "幸福社区", in: "三江镇" }],
    teams: [{ code: "employment", mark: "就", palette: 1 }],
    events,
  };
}

const ids = (events) => events.map((each) => each.id);

test("an instant is read and written on the bureau's clock, whatever the phone's zone", () => {
  assert.equal(offsetOf("2025-03-04T08:00:00+08:00"), 480);
  assert.equal(offsetOf("2025-03-04T08:00:00-03:30"), -210);
  assert.equal(wallTime(NOW, 480), "2025-03-04T09:30");
  assert.equal(wallTime(Date.parse("2025-03-04T18:00:00Z"), 480), "2025-03-05T02:00");
  assert.equal(instantOf("2025-03-04", "09:30", 480), "2025-03-04T09:30:00+08:00");
  assert.equal(instantOf("2025-03-04", "09:30", -210), "2025-03-04T09:30:00-03:30");
  assert.deepEqual(later("2025-12-31", "23:00", 120), { day: "2026-01-01", time: "01:00" });
});

test("a day is said as people say it", () => {
  assert.equal(dayWords("2025-03-04", "zh-CN"), "2025年3月4日 周二");
  assert.equal(dayWords("2025-03-04", "zh-CN", true), "3月4日");
  assert.equal(dayWords("2025-03-04", "en", true), "4 Mar");
});

test("events stand in the lists of the log as the server sorts them", () => {
  const lists = listsOf(
    facts(
      event("mine", "2025-03-04"),
      event("cancelled", "2025-03-04", { status: "cancelled" }),
      event("other-team", "2025-03-04", { mine: false, team: "pension" }),
      event("own-team", "2025-03-04", { mine: false }),
      event("gone", "2025-03-04", { mine: false, status: "cancelled" }),
      event("owed", "2025-03-02"),
      event("done", "2025-03-01", { logged: true }),
      event("not-asked", "2025-03-01", { mine: false }),
      event("off", "2025-03-01", { status: "cancelled" }),
      event("soon", "2025-03-06"),
      event("theirs", "2025-03-06", { mine: false }),
    ),
    [],
    NOW,
  );
  assert.equal(lists.today, "2025-03-04");
  assert.deepEqual(ids(lists.mine), ["mine", "cancelled"]);
  assert.deepEqual(ids(lists.others), ["own-team", "other-team"]);
  assert.deepEqual(ids(lists.owed), ["owed"]);
  assert.deepEqual(ids(lists.coming), ["soon"]);
  assert.deepEqual(ids(lists.recent).sort(), ["done", "off"]);
});

test("what was counted on this phone is not owed any more, unless it was not taken", () => {
  const tally = (state) => ({ what: "tally", event: "owed", state, body: {} });
  const known = facts(event("owed", "2025-03-02"));
  assert.deepEqual(ids(listsOf(known, [tally("waiting")], NOW).owed), []);
  assert.deepEqual(ids(listsOf(known, [tally("aside")], NOW).owed), ["owed"]);
});

test("a lead is asked for the team's events too", () => {
  const known = facts(event("team", "2025-03-02", { mine: false }), event("pension", "2025-03-02", { mine: false, team: "pension" }));
  known.person.role = "lead";
  assert.deepEqual(ids(listsOf(known, [], NOW).owed), ["team"]);
});

test("an event made on this phone is one of mine, until the server tells of it", () => {
  const body = { place: "place", place_name: "三江镇 · 幸福社区", starts_at: "2025-03-04T09:00:00+08:00", ends_at: "2025-03-04T11:00:00+08:00", track: "public", team: null };
  const made = { id: "made", what: "event", person: "p", event: "made", state: "waiting", title: "幸福社区普法宣传", body };
  const lists = listsOf(facts(), [made, { ...made, id: "strangers", person: "q" }], NOW);
  assert.deepEqual(ids(lists.mine), ["made"]);
  assert.deepEqual(
    [lists.mine[0].title, lists.mine[0].place, lists.mine[0].team, lists.mine[0].mark, lists.mine[0].spot],
    ["幸福社区普法宣传", "幸福社区", "employment", "就", true],
  );
  assert.deepEqual(ids(eventsOf(facts(event("made", "2025-03-04")), [made])), ["made"]);
});
