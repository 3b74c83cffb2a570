// What the page of the queue shows, and what a person's decision about a line that was not taken writes. Nothing here touches the
// page, the clock, the store or the network.

import { inOrder, makeItem, unnamed } from "../store/items.js";

const KEPT_FOR = 30 * 24 * 3600 * 1000;
const MOST_KEPT = 200;
const LARGEST = 1000000;

// {waiting, aside, saved, others: [{person, count}]}; `dayStart` is the first instant of today.
export function sorted(items, person, dayStart) {
  const mine = inOrder(items.filter((each) => each.person === person));
  const open = items.filter((each) => each.state !== "saved" && each.person !== person);
  const people = [...new Set(open.map((each) => each.person))];
  return {
    waiting: mine.filter((each) => each.state === "draft" || each.state === "waiting"),
    aside: mine.filter((each) => each.state === "aside"),
    saved: mine.filter((each) => each.state === "saved" && each.settled >= dayStart).reverse(),
    others: people.map((each) => ({ person: each, count: open.filter((item) => item.person === each).length })),
  };
}

// {item, earlier} of each line that is listed: of several answers of one person to a point only the last, which takes the place of
// `earlier` others of these. All of them are sent.
export function listed(items) {
  const answers = new Map(items.filter((each) => each.what === "check" && !each.carried).map((each) => [each.id, each]));
  const before = (item) => (answers.has(item.id) ? (item.body.replaces || []).filter((id) => id !== item.id && answers.has(id)) : []);
  const taken = new Set(items.flatMap(before));
  return items.filter((each) => !taken.has(each.id)).map((item) => ({ item, earlier: before(item).length }));
}

// What a person may do with a line that was not taken: "again", "change", "correct", "let", "drop".
export function choices(item) {
  const isTally = item.what === "tally";
  const takesBack = Boolean(item.body.reverses);
  if (item.said && item.said.answer === "differs") return isTally && !takesBack ? ["let", "correct"] : ["let"];
  return isTally && !takesBack && item.body.quantity !== 0 ? ["again", "change", "drop"] : ["again", "drop"];
}

// The same line once more: what stood in its way may be gone.
export function again(item) {
  return { ...item, state: "waiting", said: null, settled: null };
}

// Digits as typed, full-width ones too; null for anything but a whole number that a line can hold.
export function parseQuantity(text) {
  const digits = text.normalize("NFKC").replace(/[\s,]/g, "");
  const quantity = /^\d{1,7}$/.test(digits) ? Number(digits) : 0;
  return quantity >= 1 && quantity <= LARGEST ? quantity : null;
}

// A new line in the place of one that was refused: its id must be new, for the old one may have been stored meanwhile.
export function changed(item, { quantity, code, label, event, title }, id, now) {
  const body = { ...item.body, quantity, item: code, event };
  return { ...makeItem({ ...item, event, body, label, title }, id, now), ...(item.carried ? { carried: item.carried } : {}) };
}

// The stored line taken back, and ours in its place with the reason; ours alone where it was taken back already.
export function corrected(item, stored, reason, makeId, now) {
  const at = new Date(now).toISOString();
  const facts = { what: "tally", person: item.person };
  const back = { event: stored.event, kind: stored.kind, item: stored.item, quantity: -stored.quantity, at, reverses: stored.id, reason };
  const right = { ...item.body, reason };
  const put = stored.undone ? [] : [makeItem({ ...facts, event: stored.event, body: back, label: stored.name, title: stored.title }, makeId(), now)];
  return [...put, makeItem({ ...facts, event: item.event, body: right, label: item.label, title: item.title }, makeId(), now + 1)];
}

// What is remembered of lines that left the phone by their person's word, the newest first.
export function remembered(old, item, reason, now) {
  const fresh = (old || []).filter((each) => now - each.at < KEPT_FOR && each.item.id !== item.id);
  return [{ item: { ...item, body: unnamed(item.body) }, reason, at: now }, ...fresh].slice(0, MOST_KEPT);
}
