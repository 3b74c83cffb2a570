// What "took, left, asked" makes: lines, or what is wrong and where. The rules are those of the server's form
// (outreach/logbook/forms.py).

import { pieces, plain, whole } from "./pieces.js";

const isBlank = (text) => plain(text) === "";

// One row: {lines}, {wrong: {field, code}}, or null for a row in which nothing is typed. `mayBeNone`: nothing was handed out
// here yet, so that "all of it is left" says none.
function handout({ item, label, bundle, taken, left }, basis, mayBeNone) {
  if (isBlank(taken) && isBlank(left)) return null;
  for (const [field, text] of [["taken", taken], ["left", left]]) {
    if (isBlank(text)) return { wrong: { field, code: field } };
    if (pieces(text, bundle) === null) return { wrong: { field, code: "unread" } };
  }
  const quantity = pieces(taken, bundle) - pieces(left, bundle);
  if (quantity < 0) return { wrong: { field: "left", code: "more" } };
  if (quantity > 0) return { lines: [{ kind: "handout", item, quantity, basis, label }] };
  return mayBeNone ? { lines: [{ kind: "handout", item: null, quantity: 0, basis, label: null }] } : { lines: [] };
}

// `typed` is {rows: [{item, label, bundle, taken, left}], asked, askedLabel, estimated, note}: {lines} or {wrong: {row, field,
// code}}. The note rides with the first line.
export function threeLines(typed, mayBeNone) {
  const basis = typed.estimated ? "estimated" : "brought_minus_left";
  const made = typed.rows.map((row) => handout(row, basis, mayBeNone && typed.rows.length === 1));
  const bad = made.findIndex((each) => each && each.wrong);
  if (bad >= 0) return { wrong: { row: bad, ...made[bad].wrong } };
  const asked = isBlank(typed.asked) ? 0 : whole(typed.asked);
  if (asked === null) return { wrong: { row: 0, field: "asked", code: "unread" } };
  const lines = made.flatMap((each) => (each ? each.lines : []));
  if (asked > 0) {
    const counted = typed.estimated ? "estimated" : "counted";
    lines.push({ kind: "consultation", item: null, quantity: asked, basis: counted, label: typed.askedLabel });
  }
  if (lines.length === 0) {
    const isAllLeft = made.some(Boolean);
    return { wrong: { row: 0, field: isAllLeft ? "left" : "taken", code: isAllLeft ? "nothing" : "blank" } };
  }
  return { lines: lines.map((line, place) => (place === 0 && typed.note ? { ...line, note: typed.note } : line)) };
}
