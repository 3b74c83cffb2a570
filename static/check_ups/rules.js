// What was found at the points of a check-up, out of what the server said last and of what was answered on this phone since
// (docs/decisions/0059). Nothing here touches the page, the clock, the store or the network.
//
// A company is {id, name}; the id of one that was typed here is null until the server has made a place of it.
// An answer is {id, point, key, found, note, by, at, replaces, mine, waits}: `by` is the name of who answered, `at`
// milliseconds; `key` is the same for one point in all versions of its list, so answers are held against each other by it.

import { inOrder } from "../logbook/store/items.js";

export const FOUND = ["in_order", "risk", "not_applicable", "not_seen"];
const LONGEST_TITLE = 40;
const MOST_REPLACED = 50; // the server takes no more; who answers one point so often has seen the last of them

// A name as names are held against each other: full-width letters and spaces make no other company.
export function plainName(name) {
  return (name || "").normalize("NFKC").replace(/\s+/g, "").toLowerCase();
}

const isCheck = (item) => item.what === "check";

// The check-up of a company at an event as the server knows it; undefined where it knows none. A company that was typed here
// is known by its name, or by an answer of this phone that the server has.
export function checkUpOf(facts, items, event, company) {
  const here = (facts.check_ups || []).filter((each) => each.event === event);
  const name = plainName(company.name);
  const own = new Set(items.filter((item) => isCheck(item) && plainName(item.body.company_name) === name).map((item) => item.id));
  const isIt = (each) => (company.id ? each.company.id === company.id : plainName(each.company.name) === name || [...idsOf(each)].some((id) => own.has(id)));
  return here.find(isIt);
}

// The ids of the answers that the server has there: those that it told, and those whose place they took.
function idsOf(checkUp) {
  return new Set(((checkUp && checkUp.answers) || []).flatMap((each) => [each.id, ...(each.replaces || [])]));
}

// Whether an item of this phone answers for that company at that event.
function isFor({ body, event: at }, event, { id, name }, aliases) {
  if (at !== event) return false;
  if (body.company) return body.company === id;
  const typed = plainName(body.company_name);
  return typed === plainName(name) || aliases.has(typed);
}

// Under which names this phone has answered for a check-up that the server has.
function aliasesOf(checkUp, items) {
  const there = idsOf(checkUp);
  return new Set(items.filter((item) => isCheck(item) && item.body.company_name && there.has(item.id)).map((item) => plainName(item.body.company_name)));
}

function told(answer, me) {
  return { ...answer, note: answer.note || "", at: Date.parse(answer.at), replaces: answer.replaces || [], mine: answer.mine || answer.by === me.name, waits: false };
}

function ownAnswer({ body, state, carried }, me, keys) {
  const { id, point, found, note, replaces, at } = body;
  return { id, point, key: keys.get(point) || point, found, note: note || "", at: Date.parse(at), replaces: replaces || [], by: carried ? carried.name : me.name, mine: !carried, waits: state !== "saved" };
}

// The key of each point in these versions of lists.
export function keysOf(lists) {
  return new Map(lists.flatMap((list) => list.points.map((point) => [point.id, point.key])));
}

// All answers that this phone knows for the company at the event, in their order. What was not taken is none.
export function answersOf({ facts, items, event, company, keys = new Map() }) {
  const checkUp = checkUpOf(facts, items, event, company);
  const aliases = aliasesOf(checkUp, items);
  const known = ((checkUp && checkUp.answers) || []).map((each) => told(each, facts.person));
  const there = new Set(known.map((each) => each.id));
  const isMine = (item) => isCheck(item) && item.state !== "aside" && !there.has(item.id) && isFor(item, event, company, aliases);
  const own = inOrder(items.filter(isMine)).map((item) => ownAnswer(item, facts.person, keys));
  return [...known, ...own].sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
}

// The answers whose place no other took; there is always one where there are any.
function headsOf(all) {
  const taken = new Set(all.flatMap((each) => each.replaces.filter((id) => id !== each.id)));
  const heads = all.filter((each) => !taken.has(each.id));
  return heads.length ? heads : all.slice(-1);
}

// What holds at the point of this key: {found, heads, differs, all}. `found` is null where there is none, and where the heads
// differ; who has not seen a point says nothing against who has.
export function standingOf(answers, key) {
  const all = answers.filter((each) => each.key === key);
  const heads = headsOf(all);
  const looked = heads.filter((each) => each.found !== "not_seen");
  const words = new Set((looked.length ? looked : heads).map((each) => each.found));
  return { all, heads, differs: words.size > 1, found: words.size === 1 ? [...words][0] : null };
}

// The answer that the phone's own person speaks to: the own one, else the first.
export function headOf(heads) {
  return heads.find((each) => each.mine) || heads[0];
}

// Of each colleague none of whose answers stands the last one, where it says what one of the heads says, with a note of its own: who
// settled the point took its place, but nobody spoke against it.
export function agreeingOf({ all, heads }) {
  const makers = new Set(heads.map((each) => each.by));
  const said = new Set(heads.map((each) => each.found));
  const notes = new Set(heads.map((each) => each.note));
  const last = new Map(all.map((each) => [each.by, each]));
  return [...last.values()].filter((each) => !makers.has(each.by) && said.has(each.found) && each.note && !notes.has(each.note));
}

// What a note that was typed at a point writes: {found, note} with what stands there; "first" where nothing holds with which it
// could go; null where it says nothing new. To take a colleague's note away must be meant (`isMeant`): a finger slips. And who
// noted something agrees with no answer that a colleague gave only after that: `onto` is the id of the answer that stood there.
export function noteToKeep({ heads, differs, found }, typed, { isMeant = false, onto = null } = {}) {
  const last = headOf(heads);
  if (!last || differs) return typed ? "first" : null;
  if (typed === last.note || !(typed || last.mine || isMeant)) return null;
  return last.mine || isMeant || last.id === onto ? { found, note: typed } : "first";
}

// How far a list is: "not seen" is an answer, but it has seen nothing. `again` are those that nobody has looked at though they
// were a risk the last time (`before`: found, by the key of the point).
export function progressOf(points, answers, before = {}) {
  const standings = points.map(({ key }) => ({ ...standingOf(answers, key), key }));
  const isSeen = ({ found }) => found !== null && found !== "not_seen";
  const count = (is) => standings.filter(is).length;
  return {
    total: points.length,
    seen: count(isSeen),
    again: count((each) => before[each.key] === "risk" && !isSeen(each) && !each.differs),
    risks: count(({ found }) => found === "risk"),
    differing: count(({ differs }) => differs),
  };
}

export function shortTitle(title) {
  return title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title;
}

// A new item for the queue. It takes the place of all answers to that point that this phone knows, its own unsent ones too.
export function answerItem({ person, event, title, company, point, found, note, answers, label, now }) {
  const replaces = answers.filter((each) => each.key === point.key).map((each) => each.id).slice(-MOST_REPLACED);
  const where = company.id ? { company: company.id } : { company_name: company.name };
  const body = { event, ...where, point: point.id, found, replaces, at: new Date(now).toISOString() };
  return { what: "check", person, event, title, label, body: note ? { ...body, note } : body };
}

// The last answer that this person gave at the event and may take back; undefined where there is none.
export function lastAnswer(items, person, event, since = 0) {
  const mine = inOrder(items.filter((each) => isCheck(each) && each.person === person && each.event === event));
  const back = new Set(mine.map((each) => each.takes_back));
  const may = (each) => each.state !== "aside" && !each.takes_back && !back.has(each.id) && !each.carried && each.made >= since;
  return mine.filter(may).pop();
}

// What taking it back writes: one that was never sent leaves the queue (unless a photo belongs to it); any other is answered
// again with what held before, or as not seen. `answers` are those of its company, `key` is its point's. {remove} or {again:
// {found, note}}.
export function takenBack(item, key, answers, hasPhoto = false) {
  if (item.state === "waiting" && !item.attempted && !hasPhoto) return { remove: item.id };
  const before = answers.filter((each) => each.id !== item.id);
  const { heads } = standingOf(before, key);
  const head = heads.find((each) => each.mine) || heads[0];
  return { again: head ? { found: head.found, note: head.note } : { found: "not_seen", note: "" } };
}
