// Tells the office what still lies on this phone (POST /api/phone/holding), so that somebody can ask for it. It says how many
// of which person and event since when; never where the phone is. The phone's own id is random and means nothing else.

import { ROOT } from "../../web/root.js";
import { onSending } from "../sending/sending.js";
import { items, keep, kept, onChange, replace } from "../store/store.js";
import { holdingOf, isWorthTelling } from "./rules.js";

const ADDRESS = new URL("api/phone/holding", ROOT);
const REST = 4000; // after the last change, so that ten batches are one word

let timer = 0;
let isReached = false;

function newPhone() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

async function tell() {
  const holding = holdingOf(await items());
  const now = Date.now();
  if (!isReached || !isWorthTelling(holding, await kept("told"), now)) return;
  const phone = await replace("phone", (old) => (old ? undefined : newPhone()));
  const answer = await fetch(ADDRESS, {
    method: "POST",
    credentials: "same-origin",
    redirect: "error",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ phone, holding }),
  });
  const said = answer.ok ? await answer.json() : null;
  if (said && typeof said.noted === "number") await keep("told", { said: JSON.stringify(holding), at: now });
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(() => tell().catch(() => {}), REST);
}

export function startTelling() {
  onSending(({ busy, failure }) => {
    if (busy) return;
    isReached = failure === null || failure === "not_taken";
    soon();
  });
  onChange((store) => store === "items" && soon());
}
