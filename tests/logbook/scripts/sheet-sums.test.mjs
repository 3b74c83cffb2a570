// What a typed tally sheet adds up to (static/logbook/paper/sheet-sums.js).

import assert from "node:assert/strict";
import test from "node:test";

import { pieces, quantity, sums } from "../../../static/logbook/paper/sheet-sums.js";

test("pieces are read as people write them", () => {
  const cases = [["215", 0, 215], ["１，２００", 0, 1200], ["2捆+15", 50, 115], ["2捆", 50, 100], ["2捆+15", 0, null], ["abc", 50, null], ["", 0, null]];
  for (const [text, bundle, count] of cases) assert.equal(pieces(text, bundle), count, text);
});

test("a row counts its total, else what was taken less what is left", () => {
  assert.equal(quantity({ total: "12" }), 12);
  assert.equal(quantity({ took: "3捆", left: "20", bundle: 100 }), 280);
  assert.equal(quantity({ took: "300" }), null);
  assert.equal(quantity({ took: "20", left: "300" }), null);
  assert.equal(quantity({}), null);
});

test("units are never merged", () => {
  const rows = [["发放", "份", 280], ["发放", "个", 30], ["发放", "份", 20], ["咨询", "人次", null]];
  const found = sums(rows.map(([kind, unit, count]) => ({ kind, unit, quantity: count })));
  assert.deepEqual(found, [{ kind: "发放", unit: "份", quantity: 300 }, { kind: "发放", unit: "个", quantity: 30 }]);
});
