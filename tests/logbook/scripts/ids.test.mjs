// Ids made on the phone (static/logbook/store/ids.js).

import assert from "node:assert/strict";
import test from "node:test";

import { newId, uuid7 } from "../../../static/logbook/store/ids.js";

const random = (byte) => new Uint8Array(10).fill(byte);

test("ids are of version 7 and grow with time", () => {
  const ids = [uuid7(0, random(255)), uuid7(1741051800000, random(0)), uuid7(1741051800001, random(255))];
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(ids[1], "01955ec6-29c0-7000-8000-000000000000");
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("ids of one instant keep their order", () => {
  const ids = Array.from({ length: 100 }, newId);
  assert.deepEqual([...ids].sort(), ids);
});
