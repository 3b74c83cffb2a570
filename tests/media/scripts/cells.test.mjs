import assert from "node:assert/strict";
import { test } from "node:test";

import { cellsOf, placed } from "../../../static/media/cells.js";

test("one cell is left to the browser", () => {
  assert.equal(cellsOf("1200"), null);
  assert.equal(cellsOf("1200\n"), null);
});

test("cells of a sheet are rows and columns, blank ones too", () => {
  assert.deepEqual(cellsOf("1,200\t 800\r\n\t5\n"), [["1,200", "800"], ["", "5"]]);
  assert.deepEqual(cellsOf("1\n\n3"), [["1"], [""], ["3"]]);
});

test("what lies beside the grid is left out", () => {
  const cells = [["a", "b"], ["c", "d"], ["e", "f"]];
  assert.deepEqual(placed(cells, 1, 1, 3, 2), [[1, 1, "a"], [2, 1, "c"]]);
  assert.deepEqual(placed(cells, 0, 0, 3, 2).length, 6);
});
