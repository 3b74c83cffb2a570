// What the form of an event on the spot says becomes what the server reads; when which word is said.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isDue, isInstalled, isIphone, isWechat } from "../../../static/logbook/shell/notes-rules.js";
import { placeMeant, placesLike, spotBody } from "../../../static/logbook/shell/spot-rules.js";

const places = [
  { id: "1", name: "幸福社区", in: "三江镇" },
  { id: "2", name: "幸福社区", in: "新市镇" },
  { id: "3", name: "高新区", in: null },
];
const about = { places, today: "2025-03-04", offset: 480, words: "{place}普法宣传" };
const said = { place: "高新区", title: "", starts: "09:30", ends: "11:30", track: "public", form: "desk", team: "", note: "" };

test("places are found by any part of their name or of what they lie in", () => {
  assert.deepEqual(placesLike(places, "幸福").map((each) => each.id), ["1", "2"]);
  assert.deepEqual(placesLike(places, " 新市 幸福 ").map((each) => each.id), ["2"]);
  assert.deepEqual(placesLike(places, "").map((each) => each.id), ["1", "2", "3"]);
  assert.deepEqual(placesLike(places, "没有"), []);
});

test("a place is meant only by words that fit one place", () => {
  assert.equal(placeMeant(places, "高新区").id, "3");
  assert.equal(placeMeant(places, "新市镇 · 幸福社区").id, "2");
  assert.equal(placeMeant(places, "幸福社区"), undefined);
});

test("a known place is named by its id, any other by its name", () => {
  const { body, title } = spotBody(said, about);
  assert.deepEqual(body, {
    title: null,
    place: "3",
    place_name: "高新区",
    starts_at: "2025-03-04T09:30:00+08:00",
    ends_at: "2025-03-04T11:30:00+08:00",
    track: "public",
    form: "desk",
    team: null,
    note: null,
  });
  assert.equal(title, "高新区普法宣传");
  const other = spotBody({ ...said, place: " 东门　市场 ", title: "夜市设台", note: " 下雨 " }, about);
  assert.deepEqual([other.body.place, other.body.place_name, other.body.title, other.body.note], [null, "东门 市场", "夜市设台", "下雨"]);
});

test("it goes on over midnight, or for two hours where nobody says how long", () => {
  assert.equal(spotBody({ ...said, starts: "23:00", ends: "01:00" }, about).body.ends_at, "2025-03-05T01:00:00+08:00");
  assert.equal(spotBody({ ...said, starts: "23:00", ends: "" }, about).body.ends_at, "2025-03-05T01:00:00+08:00");
});

test("what is missing is named", () => {
  assert.deepEqual(spotBody({ ...said, place: "  " }, about), { missing: "place" });
  assert.deepEqual(spotBody({ ...said, starts: "" }, about), { missing: "time" });
});

test("a word that was put away is said again after a day, the home screen never", () => {
  const day = 24 * 3600 * 1000;
  assert.deepEqual([isDue(undefined, 5, "http"), isDue(5, 6, "http"), isDue(5, 5 + day, "http"), isDue(9, 5, "http")], [true, false, true, true]);
  assert.deepEqual([isDue(undefined, 5, "install"), isDue(5, 5 + 9 * day, "install")], [true, false]);
});

test("WeChat's browser, an iPhone and an installed log are known", () => {
  const wechat = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.38";
  assert.deepEqual([isWechat(wechat), isIphone(wechat), isWechat("Chrome/90")], [true, true, false]);
  assert.equal(isInstalled({ navigator: {}, matchMedia: () => ({ matches: true }) }), true);
  assert.equal(isInstalled({ navigator: { standalone: true } }), true);
  assert.equal(isInstalled({ navigator: {}, matchMedia: undefined }), false);
});
