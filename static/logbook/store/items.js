// What a phone holds, and what may become of it (docs/decisions/0018). Nothing here touches the page, the clock, the store or
// the network: items go in, and what is to be written comes out.

export const REST = 2000; // taps on one counter within two seconds are one line
export const LONGEST = 8000; // somebody who never stops is saved all the same
export const KEPT_FOR = 7 * 24 * 3600 * 1000;
export const MOST = 500;

const TAKEN = ["recorded", "already_there"];
const NOT_TAKEN = ["differs", "refused"];

// A new item. `body` is what the server reads, whole but for its id; `label` is what people read, `title` names its
// event; items of one `act` are undone together.
export function makeItem({ what, person, event, body, label, unit = "", title = "", act = null }, id, now) {
  const rest = { touches: [], attempted: null, said: null, settled: null };
  return { id, schema: 1, what, person, event, made: now, state: "waiting", body: { ...body, id }, label, unit, title, act, ...rest };
}

// In the order in which they are sent: the ids grow with time, so they part what was made in one instant.
export function inOrder(items) {
  return [...items].sort((one, other) => one.made - other.made || (one.id < other.id ? -1 : 1));
}

function isOf(item, { person, event, kind, code }) {
  return item.what === "tally" && item.person === person && item.event === event && item.body.kind === kind && (item.body.item || null) === code;
}

// The draft with one touch more; a new one where the counter has none. `counter` is {person, event, kind, code, label, title}.
export function tapped(drafts, counter, quantity, id, now) {
  const draft = drafts.find((each) => each.state === "draft" && isOf(each, counter) && !isDue(each, now));
  if (draft) {
    const body = { ...draft.body, quantity: draft.body.quantity + quantity };
    return { ...draft, body, touches: [...draft.touches, quantity], touched: now };
  }
  const { person, event, kind, code, label, unit, title } = counter;
  const body = { event, kind, item: code, quantity, at: new Date(now).toISOString() };
  const item = makeItem({ what: "tally", person, event, body, label, unit, title }, id, now);
  return { ...item, state: "draft", touches: [quantity], touched: now };
}

// Whether two seconds have passed since the last touch (or the clock was set back).
export function isDue(draft, now) {
  return now - draft.touched >= REST || now < draft.touched || now - draft.made >= LONGEST;
}

export function sealed(draft) {
  return { ...draft, state: "waiting" };
}

// The whole of an item, taken back.
export function opposite(item, id, now, reason) {
  const { event, kind, item: code, quantity } = item.body;
  const body = { event, kind, item: code, quantity: -quantity, at: new Date(now).toISOString(), reverses: item.id, reason };
  const { person, label, unit, title, act } = item;
  return makeItem({ what: "tally", person, event: item.event, body, label, unit, title, act: act && `-${act}` }, id, now);
}

// The last numbers of this event that can be taken back: one item, or all of one act. Empty where there is none.
export function lastStanding(items, person, event, since = 0) {
  const mine = inOrder(items).filter((each) => each.what === "tally" && each.person === person && each.event === event);
  const undone = new Set(mine.map((each) => each.body.reverses));
  const stands = (each) => each.state !== "aside" && !each.body.reverses && !undone.has(each.id) && each.made >= since;
  const standing = mine.filter(stands);
  const last = standing[standing.length - 1];
  return last ? standing.filter((each) => each === last || (each.act && each.act === last.act)) : [];
}

// What undo writes: a draft loses a touch, what was never attempted leaves the queue, anything else gets its opposite.
export function undone(targets, makeId, now, reason) {
  const put = [];
  const remove = [];
  for (const item of targets) {
    const touches = item.touches.slice(0, -1);
    if (item.state === "draft" && touches.length > 0) {
      const quantity = touches.reduce((sum, each) => sum + each, 0);
      put.push({ ...item, touches, body: { ...item.body, quantity } });
    } else if (item.state === "draft" || (item.state === "waiting" && !item.attempted)) remove.push(item.id);
    else put.push(opposite(item, makeId(), now, reason));
  }
  return { put, remove };
}

// What the answers write. What has no answer of its own stays as it is. A line that was refused and that its person had
// taken back meanwhile is let go, with what took it back: neither is stored anywhere.
export function settled(items, answers, now) {
  const said = (item) => (answers && typeof answers === "object" && answers[item.id]) || {};
  const isMoot = (item) => said(item).answer === "refused";
  const backs = new Map(items.filter((each) => each.body.reverses).map((each) => [each.body.reverses, each]));
  const remove = new Set();
  for (const item of items) {
    const back = backs.get(item.id);
    if (isMoot(item) && back && (back.state === "waiting" || isMoot(back))) [item, back].forEach((each) => remove.add(each.id));
  }
  const put = [];
  for (const item of items) {
    const { answer } = said(item);
    if (remove.has(item.id) || (item.state !== "waiting" && item.state !== "aside")) continue;
    if (TAKEN.includes(answer)) put.push({ ...item, body: unnamed(item.body), state: "saved", said: said(item), settled: now });
    else if (NOT_TAKEN.includes(answer)) put.push({ ...item, state: "aside", said: said(item), settled: now });
  }
  return { put, remove: [...remove] };
}

// A contact leaves the phone as soon as the server has it, or nobody wants it any more.
export function unnamed({ contact, ...body }) {
  return body;
}

// The next batch of this person: the oldest waiting items as long as they are of one sort. `skipped` sorts and ids wait.
export function nextBatch(items, person, most = MOST, skipped = []) {
  const waiting = inOrder(items.filter((each) => each.state === "waiting" && each.person === person && !skipped.includes(each.what) && !skipped.includes(each.id)));
  const end = waiting.findIndex((each) => each.what !== waiting[0].what);
  return waiting.slice(0, Math.min(most, end < 0 ? waiting.length : end));
}

// Those that may leave the phone: saved, and older than seven days.
export function outdated(items, now) {
  return items.filter((each) => each.state === "saved" && each.settled < now - KEPT_FOR);
}

// How much of one counter the server's number does not hold: it was read at `asOf`, holds `known` ids for certain, and those
// that were `pending` when it was read not. (A clock may be set back meanwhile, so the time alone does not say.)
export function beyond(items, counter, { asOf, known = new Set(), pending = new Set() }) {
  const isMissing = (each) => each.state !== "saved" || each.settled > asOf || pending.has(each.id);
  const counts = (each) => isOf(each, counter) && each.state !== "aside" && !known.has(each.id) && isMissing(each);
  return items.filter(counts).reduce((sum, each) => sum + each.body.quantity, 0);
}
