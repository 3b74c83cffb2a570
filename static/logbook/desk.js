// The page of one event's log, brought to life: what is touched and typed is stored on the phone, then shown, then sent.
//
// For the page without signal: `start(root)` takes everything from the data-attributes of `root` (templates/logbook/desk.html,
// the macro `counting`) and of what stands in it, so the server's page and a clone of a <template> are alike to it. Before
// `start` set on the clone: data-event, data-title, data-person, data-person-name, and data-as-of, the instant (milliseconds)
// at which the numbers shown were read; counters are made by `addCounter(root, thing)` of counters.js, before or after.
// `start` gives (a promise of) a function that ends it.

import { startCounters } from "./counting/counters.js";
import { startFinding } from "./counting/find.js";
import { startNone } from "./counting/none.js";
import { startNumber } from "./counting/number.js";
import { drawing } from "./drawn.js";
import { refresh } from "./refresh.js";
import { startBar } from "./sending/saving-bar.js";
import { startSealing } from "./sending/sealing.js";
import { onSending, startSending } from "./sending/sending.js";
import { items, keep, onChange, persist } from "./store/store.js";
import { startSwitches } from "./switches.js";
import { startThree } from "./counting/three-numbers.js";
import { wordsAt } from "./words.js";

const AFTER = 300;
const RETRY = 5000;

function makeDesk(root) {
  const { event, title, person, undone } = root.dataset;
  return {
    root,
    words: root.dataset,
    undoneReason: undone,
    event,
    title,
    person,
    all: [], // this person's items on the phone, of every event
    asOf: Number(root.dataset.asOf) || Date.now() - performance.now(), // when the server's numbers were read
    known: new Set(), // ids of lines that they hold for certain
    pending: new Set(), // ids that were not saved when this page saw them, and that they do not hold yet
    wrong: null, // {why, what}: what could not be stored
    undone: null, // what undo has just taken back
    direct: false, // the person has chosen the plain forms
    sending: null,
    drawers: [],
    worded: null, // once the words were asked for
  };
}

function readKnown(desk) {
  desk.known = new Set([...desk.root.querySelectorAll("[data-line]")].map((line) => line.dataset.line));
}

// The words may come later than the first touch, and they may take more than one attempt.
async function readWords(desk) {
  desk.words = {};
  desk.words = await wordsAt(desk.root.dataset.words);
  for (const drawer of desk.drawers) drawer();
  if (!desk.words.draft) setTimeout(() => readWords(desk), RETRY);
}

export async function start(root) {
  const desk = makeDesk(root);
  let refreshing = 0;

  async function draw() {
    const person = desk.person;
    desk.all = await items({ person });
    for (const each of desk.all) if (each.state !== "saved") desk.pending.add(each.id);
    for (const drawer of desk.drawers) drawer();
  }

  desk.draw = drawing(draw);

  // Does what is to be stored; undefined where it could not be, and then the bar says so.
  desk.stored = async (work, what) => {
    try {
      const result = await work();
      desk.wrong = null;
      desk.undone = null;
      await desk.draw();
      return result;
    } catch (error) {
      desk.wrong = { why: error.why || "failed", what };
      for (const drawer of desk.drawers) drawer();
      return undefined;
    }
  };

  function refreshSoon() {
    const isNew = (each) => each.event === desk.event && each.state === "saved" && (each.settled > desk.asOf || desk.pending.has(each.id));
    if (!refreshing && desk.all.some(isNew)) refreshing = setTimeout(renew, AFTER);
  }

  async function renew() {
    const asOf = Date.now();
    const saved = desk.all.filter((each) => each.state === "saved");
    const isFresh = await refresh(desk.root, desk.event);
    refreshing = 0;
    if (isFresh) await renewed(asOf, saved);
  }

  // The page's numbers were read at `asOf`, and hold what was saved by then.
  function renewed(asOf, saved) {
    desk.asOf = asOf;
    for (const { id } of saved) desk.pending.delete(id);
    readKnown(desk);
    return desk.draw();
  }

  function renewedElsewhere() {
    const asOf = Number(root.dataset.asOf);
    renewed(asOf, desk.all.filter((each) => each.state === "saved" && each.settled < asOf));
  }

  readKnown(desk);
  desk.worded = root.dataset.words ? readWords(desk) : Promise.resolve();
  startBar(desk);
  try {
    if (desk.person) await keep("person", { id: desk.person, name: root.dataset.personName });
  } catch (error) {
    desk.wrong = { why: error.why };
    for (const drawer of desk.drawers) drawer();
    if (error.why === "refused") return () => {}; // the plain forms do the work
  }
  startCounters(desk);
  startThree(desk);
  startNumber(desk);
  startNone(desk);
  startFinding(desk);
  startSwitches(desk);
  desk.drawers.push(refreshSoon);
  const sealing = startSealing(desk);
  root.addEventListener("renewed", renewedElsewhere);
  const back = (event) => event.persisted && desk.draw();
  window.addEventListener("pageshow", back);
  const endings = [
    () => window.removeEventListener("pageshow", back),
    () => root.removeEventListener("renewed", renewedElsewhere),
    onChange((store) => store === "items" && desk.draw()),
    onSending((state) => {
      desk.sending = state;
      for (const drawer of desk.drawers) drawer();
    }),
    sealing.end,
  ];
  desk.seal = sealing.soon;
  await desk.draw();
  startSending();
  root.dataset.ready = "";
  persist();
  return () => endings.forEach((end) => end());
}
