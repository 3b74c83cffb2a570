// The page on which a colleague's lines are taken over: shown first, then put into this phone's queue at a touch. `start(root)` as
// queue.js has it; the lines stand behind the # of the address.

import { knownFacts } from "../store/facts.js";
import { sendNow, startSending } from "../sending/sending.js";
import { kept, takeOver } from "../store/store.js";
import { namingBy } from "./naming.js";
import { read, takenOver } from "./packing.js";
import { amount, filled } from "../words.js";
import { whatOf, write } from "./said.js";

function readOrNull(fragment) {
  try {
    return read(fragment);
  } catch {
    return null;
  }
}

function line(item, none) {
  const made = document.createElement("li");
  made.textContent = [whatOf(item, none), item.title].filter(Boolean).join(" · ");
  return made;
}

export async function start(root) {
  const words = root.dataset;
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const sent = readOrNull(window.location.hash.slice(1));
  const me = await kept("person").catch(() => null);
  if (!sent) return void (part("unreadable").hidden = false);
  if (!me) return void (part("nobody").hidden = false);
  const facts = await knownFacts(me.id);
  const found = takenOver(sent, me, namingBy(facts, words), Date.now());
  const own = sent.person.id === me.id ? ` ${words.own}` : "";
  const asked = { part: sent.part, parts: sent.parts, count: amount(found.length), name: sent.person.name };
  write(part("asked").querySelector("[data-sentence]"), filled(words.asked, asked) + own);
  part("asked").querySelector("[data-list]").replaceChildren(...found.map((item) => line(item, words.none)));
  part("asked").hidden = false;
  part("asked").querySelector("[data-take]").addEventListener("click", () => take(found, sent));

  async function take(items, { part: number, parts }) {
    try {
      const taken = await takeOver(items);
      write(part("taken").querySelector("[data-sentence]"), taken.length ? filled(words.taken, { count: amount(taken.length) }) : words.known);
    } catch {
      root.querySelector("[data-wrong]").hidden = false;
      return;
    }
    write(part("taken").querySelector("[data-next-sentence]"), number < parts ? filled(words.next, { next: number + 1, parts }) : "");
    part("asked").hidden = true;
    part("taken").hidden = false;
    window.history.replaceState(null, "", window.location.pathname);
    startSending();
    sendNow();
  }
}
