// The phone's store: items, photos and what is kept beside them (docs/decisions/0018). Everything that writes answers only
// when it is stored, or raises StoreFailed with `why`: "refused", "full" or "failed".
//
// Import it as "./store.js": modules of one version lie in one folder.
// Keys of `kept`: person {id, name} (whose phone it is now), facts (facts.js), sending (the lease of the one sender),
// used:<person> (counters last used first), hand, awake.

import { changed } from "./changes.js";
import { asked, StoreFailed, transact } from "./database.js";
import { newId } from "./ids.js";
import { inOrder, isDue, lastStanding, makeItem, outdated, sealed, settled, tapped, undone } from "./items.js";

export { StoreFailed };
export { onChange } from "./changes.js";
export { changePhoto, keep, kept, persist, photo, photos, putPhoto, removePhoto, replace } from "./kept.js";

// Items in the order of sending. `where`: {person, event, what, states: ["waiting", …]}, each of them if wanted.
export async function items({ states, ...where } = {}) {
  const found = await transact(["items"], "readonly", (store) => read(store, states));
  return inOrder(found.filter((each) => Object.entries(where).every(([field, value]) => each[field] === value)));
}

async function read(store, states) {
  if (!states) return asked(store.getAll());
  const found = await Promise.all(states.map((state) => asked(store.index("state").getAll(state))));
  return found.flat();
}

async function written(states, decide) {
  let isChanged = false;
  const answer = await transact(["items"], "readwrite", async (store) => {
    const { put = [], remove = [], answer: result } = decide(await read(store, states)) || {};
    for (const item of put) store.put(item);
    for (const id of remove) store.delete(id);
    isChanged = put.length + remove.length > 0;
    return result;
  });
  if (isChanged) changed("items");
  return answer;
}

// Lets go of what the server has; whether that was anything.
async function madeRoom() {
  const gone = await transact(["items"], "readwrite", async (store) => {
    const ids = await asked(store.index("state").getAllKeys("saved"));
    for (const id of ids) store.delete(id);
    return ids.length;
  }).catch(() => 0);
  return gone > 0;
}

// Reads the items of these states (null: of all) and writes what `decide(items)` gives as {put, remove, answer}, in one
// transaction: nothing comes between. The answer. Where no room is left, what is saved already goes, and it is tried once more.
export async function change(states, decide) {
  try {
    return await written(states, decide);
  } catch (error) {
    if (error.why !== "full" || !(await madeRoom())) throw error;
    return written(states, decide);
  }
}

// Puts a new item into the queue: {what, person, event, body, label, title}. The item, with its id in the body.
export async function add(facts, now = Date.now()) {
  return (await addAll([facts], now))[0];
}

export async function addAll(all, now = Date.now()) {
  const put = all.map((facts) => makeItem(facts, newId(), now));
  return change([], () => ({ put, answer: put }));
}

// Takes over items as they are (from a file, from another phone). Ids that are here already are left alone; the new ones.
export function takeOver(strangers) {
  return change(null, (here) => {
    const known = new Set(here.map((each) => each.id));
    const put = strangers.filter((each) => !known.has(each.id));
    return { put, answer: put };
  });
}

// One touch of a counter {person, event, kind, code, label, title}; the draft.
export function tap(counter, quantity, now = Date.now()) {
  return change(["draft"], (drafts) => {
    const draft = tapped(drafts, counter, quantity, newId(), now);
    return { put: [draft], answer: draft };
  });
}

// Makes lines of the drafts that rest since two seconds, or of all. How many drafts are left.
export function seal({ all = false, now = Date.now() } = {}) {
  return change(["draft"], (drafts) => {
    const put = drafts.filter((each) => all || isDue(each, now)).map(sealed);
    return { put, answer: drafts.length - put.length };
  });
}

// Takes the last number of this person and event back; the items that it was, as they were before.
export function undo(person, event, reason, { since = 0, now = Date.now() } = {}) {
  return change(null, (all) => {
    const targets = lastStanding(all, person, event, since);
    return { ...undone(targets, newId, now, reason), answer: targets };
  });
}

// Marks items as sent, before they are; those of them that still wait (undo may have been quicker).
export function attempt(ids, now = Date.now()) {
  return change(["waiting"], (waiting) => {
    const put = waiting.filter((each) => ids.includes(each.id)).map((each) => ({ ...each, attempted: now }));
    return { put, answer: inOrder(put) };
  });
}

// Writes what the server has answered: {id: {answer, code, message}}. The items that have another state now, or are gone.
export function settle(answers, now = Date.now()) {
  return change(null, (all) => {
    const written = settled(all, answers, now);
    return { ...written, answer: [...written.put, ...all.filter((each) => written.remove.includes(each.id))] };
  });
}

export function setAside(ids, said, now = Date.now()) {
  return settle(Object.fromEntries(ids.map((id) => [id, { answer: "refused", ...said }])), now);
}

// A person has settled these: they leave the phone for good.
export function dismiss(ids) {
  return change([], () => ({ remove: ids }));
}

export function purge(now = Date.now()) {
  return change(["saved"], (saved) => ({ remove: outdated(saved, now).map((each) => each.id) }));
}
