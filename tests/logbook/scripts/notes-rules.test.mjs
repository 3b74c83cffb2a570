import assert from "node:assert/strict";
import test from "node:test";

import { opensWithoutSignal } from "../../../static/logbook/shell/notes-rules.js";

const EVENT = "01956a00-0000-7000-8000-000000000000";

test("the log, its events and what waits open without signal, and nothing else", () => {
  for (const path of ["/log/answers", `/log/${EVENT}/check-up`, "/log", "/log/", "/log/queue", "/log/carry", `/log/${EVENT}`, `/outreach/log/${EVENT}`]) assert.ok(opensWithoutSignal(path), path);
  for (const path of ["/", "/calendar", "/log/on-behalf", `/log/${EVENT}/attendance`, `/log/lines/${EVENT}/correct`]) assert.ok(!opensWithoutSignal(path), path);
});
