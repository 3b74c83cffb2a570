import assert from "node:assert/strict";
import { test } from "node:test";

import { firstTaken, nameOf } from "../../../static/media/bring-rules.js";

test("of several files the first picture or PDF is taken", () => {
  const files = [{ type: "text/plain", name: "a" }, { type: "application/pdf", name: "b" }, { type: "image/png", name: "c" }];
  assert.equal(firstTaken(files).name, "b");
  assert.equal(firstTaken([{ type: "text/html" }]), null);
  assert.equal(firstTaken([{ type: "application/pdfx" }]), null);
});

test("a pasted picture is called by its time, another file keeps its name", () => {
  const now = new Date(2025, 2, 4, 9, 5);
  assert.equal(nameOf({ name: "image.png" }, now), "2025-03-04 09.05.png");
  assert.equal(nameOf({ name: "函.pdf" }, now), "函.pdf");
});
