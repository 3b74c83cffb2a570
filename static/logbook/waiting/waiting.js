// On every page: how many numbers wait on this phone, in the frame; a word on top once they wait for a day. Sends them, where
// somebody is signed in or the phone is paired. Its words stand in [data-waiting-chip].

import { startTelling } from "./holding.js";
import { startSending } from "../sending/sending.js";
import { items, keep, kept, onChange, replace } from "../store/store.js";
import { waitingOf } from "./rules.js";

const frame = document.querySelector("[data-waiting-chip]");
const nag = document.querySelector("[data-nag]");

const filled = (words, count) => words.replace("{count}", () => count.toLocaleString(document.documentElement.lang));

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// "3 wait · 1 to settle"
function sentence({ waiting, aside }) {
  const { waitingWords, asideWords } = frame.dataset;
  return [waiting && filled(waitingWords, waiting), aside && filled(asideWords, aside)].filter(Boolean).join(" · ");
}

async function show() {
  const person = await kept("person");
  const found = waitingOf(await items(), person ? person.id : null, Date.now());
  const { waiting, aside, isOld } = found;
  write(frame.querySelector("[data-words]"), sentence(found));
  write(frame.querySelector("[data-short]"), sentence({ waiting, aside: waiting ? 0 : aside }) + (waiting && aside ? " +" : ""));
  frame.hidden = waiting + aside === 0;
  frame.parentElement.classList.toggle("has-waiting", waiting + aside > 0);
  frame.classList.toggle("warn", aside > 0 || isOld);
  if (!nag) return;
  write(nag.querySelector("[data-words]"), filled(waiting ? nag.dataset.waitingWords : nag.dataset.asideWords, waiting || aside));
  if (isOld && nag.hidden) document.getElementById("main").prepend(nag);
  nag.hidden = !isOld;
}

// Whose phone it is now. The names of all that logged here say later whose lines wait.
async function remember({ person: id, personName: name }) {
  const known = await kept("person");
  if (!known || known.id !== id || known.name !== name) await keep("person", { id, name });
  await replace("names", (names) => (names && names[id] === name ? undefined : { ...names, [id]: name }));
}

async function start() {
  if (frame.dataset.person) {
    await remember(frame.dataset);
    startSending();
    startTelling();
  }
  onChange(() => show().catch(() => {}));
  await show();
}

if (frame) start().catch(() => {}); // where the browser keeps nothing, nothing waits
