// The hash of a photo, as node's own library computes it.

import assert from "node:assert";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";

import { plainSha256, sha256 } from "../../../static/logbook/photos/sha256.js";

const expected = (bytes) => createHash("sha256").update(bytes).digest("hex");

test("the plain hash is the hash, at every length around a block", async () => {
  for (const length of [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 100003]) {
    const bytes = new Uint8Array(randomBytes(length));
    assert.strictEqual(plainSha256(bytes), expected(bytes), `${length} bytes`);
    assert.strictEqual(await sha256(bytes), expected(bytes));
  }
});

test("a part of a larger buffer is hashed alone", () => {
  const whole = new Uint8Array(randomBytes(300));
  assert.strictEqual(plainSha256(whole.subarray(7, 207)), expected(whole.subarray(7, 207)));
});
