// Lines in the part of a link behind the #, which browsers send to nobody: a colleague's phone reads them from a picture. Each
// picture is whole in itself, so that their order does not matter. Nothing here touches the page, the store or the network.
//
// Numbers alone have mark 1. A picture with answers of a check-up has mark 2: a phone of before would take its numbers, say
// that all is well, and leave the answers out.

const NUMBERS = 1;
const MARKS = [NUMBERS, 2];
const KINDS = ["handout", "consultation", "attendance", "display"];
const BASES = ["counted", "brought_minus_left", "estimated"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST = 100;
const LARGEST = 1000000;
const FOUND = ["in_order", "risk", "not_applicable", "not_seen"];
const LONGEST_NAME = 100;
const SHORT = {
  tally: ["id", "event", "kind", "item", "quantity", "at", "basis", "reverses", "reason", "note", "by"],
  check: ["id", "event", "company", "company_name", "point", "found", "note", "replaces", "at", "by"],
};

function toText(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function toBytes(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
}

const shortId = (id) => toText(id.replace(/-/g, "").match(/../g).map((pair) => parseInt(pair, 16)));

function longId(text) {
  const hex = Array.from(toBytes(text), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  if (!UUID.test(id)) throw new TypeError("no id");
  return id;
}

// Whether the lines can go by pictures: numbers and answers alone, with nothing in them that would not fit.
export function canPack(items, most) {
  const isPlain = (each) => SHORT[each.what] && Object.keys(each.body).every((name) => SHORT[each.what].includes(name) || each.body[name] === null);
  return items.length > 0 && items.length <= most && items.every(isPlain);
}

function trimmed(rest) {
  while (rest.length && !rest[rest.length - 1]) rest.pop();
  return rest;
}

// A company of another name is longer than an id is: both are texts, and an id is told by being in a list of its own.
function packedCheck(answer, events) {
  const { id, event, company, company_name: name, point, found, note, replaces, at, by } = answer;
  const where = company ? [shortId(company)] : name;
  const rest = trimmed([(replaces || []).map(shortId), note || 0, by ? shortId(by) : 0]);
  return [shortId(id), events.indexOf(event), where, shortId(point), FOUND.indexOf(found), Date.parse(at), ...rest];
}

function packed(line, events) {
  const { id, event, kind, item, quantity, at, basis, reverses, reason, note, by } = line;
  const place = events.indexOf(event);
  const rest = trimmed([BASES.indexOf(basis || "counted"), reverses ? shortId(reverses) : 0, reason || 0, note || 0, by ? shortId(by) : 0]);
  return [shortId(id), place, KINDS.indexOf(kind), item || 0, quantity, Date.parse(at), ...rest];
}

function text(items, person, part, parts) {
  const events = [...new Set(items.map((each) => each.body.event))];
  const of = (what, pack) => items.filter((each) => each.what === what).map((each) => pack(each.body, events));
  const checks = of("check", packedCheck);
  const whole = [MARKS[checks.length ? 1 : 0], part, parts, shortId(person.id), person.name, events.map(shortId), of("tally", packed)];
  if (checks.length) whole.push(checks);
  return toText(new TextEncoder().encode(JSON.stringify(whole)));
}

// The links, each at most `most` characters long: "<address>#…". Throws RangeError where one line alone is too long.
export function links(items, person, address, most) {
  const groups = [];
  let group = [];
  for (const item of items) {
    const isFull = `${address}#${text([...group, item], person, 99, 99)}`.length > most;
    if (isFull && group.length === 0) throw new RangeError("a line is too long");
    if (isFull) {
      groups.push(group);
      group = [];
    }
    group.push(item);
  }
  if (group.length) groups.push(group);
  return groups.map((each, index) => `${address}#${text(each, person, index + 1, groups.length)}`);
}

const check = (isRight) => {
  if (!isRight) throw new TypeError("no lines");
};

function unpacked(line, events, by) {
  check(Array.isArray(line));
  const [id, place, kind, item, quantity, at, basis = 0, reverses = 0, reason = 0, note = 0, counted = 0] = line;
  check(Number.isInteger(quantity) && Math.abs(quantity) <= LARGEST && Number.isInteger(at) && KINDS[kind] && BASES[basis] && events[place]);
  check([item, reason, note].every((each) => each === 0 || (typeof each === "string" && each.length <= 1000)));
  const body = { id: longId(id), event: events[place], kind: KINDS[kind], item: item || null, quantity, at: new Date(at).toISOString() };
  if (basis) body.basis = BASES[basis];
  if (reverses) body.reverses = longId(reverses);
  if (reason) body.reason = reason;
  if (note) body.note = note;
  return { ...body, by: counted ? longId(counted) : by };
}

function unpackedCheck(answer, events, by) {
  check(Array.isArray(answer));
  const [id, place, where, point, found, at, replaces = [], note = 0, answered = 0] = answer;
  check(Number.isInteger(at) && FOUND[found] && events[place] && Array.isArray(replaces) && replaces.length <= MOST);
  check(note === 0 || (typeof note === "string" && note.length <= 1000));
  check(Array.isArray(where) ? where.length === 1 : typeof where === "string" && where.length > 0 && where.length <= LONGEST_NAME);
  const company = Array.isArray(where) ? { company: longId(where[0]) } : { company_name: where };
  const facts = { id: longId(id), event: events[place], ...company, point: longId(point), found: FOUND[found] };
  const body = { ...facts, replaces: replaces.map(longId), at: new Date(at).toISOString() };
  return { ...(note ? { ...body, note } : body), by: answered ? longId(answered) : by };
}

// {part, parts, person: {id, name}, lines: [body], checks: [body]} of what stands behind the #; throws for anything else. What it says was typed
// by nobody knows whom, so it is read as a stranger's.
export function read(fragment) {
  const whole = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(toBytes(fragment)));
  check(Array.isArray(whole) && MARKS.includes(whole[0]));
  const [mark, part, parts, id, name, events, lines] = whole;
  const checks = mark === NUMBERS ? [] : whole[7];
  check(Number.isInteger(part) && Number.isInteger(parts) && part >= 1 && part <= parts && parts <= MOST);
  check(typeof name === "string" && Array.isArray(events) && Array.isArray(lines) && Array.isArray(checks));
  check(lines.length + checks.length > 0 && lines.length + checks.length <= MOST);
  const person = { id: longId(id), name: name.slice(0, 60) };
  const ids = events.map(longId);
  return { part, parts, person, lines: lines.map((line) => unpacked(line, ids, person.id)), checks: checks.map((each) => unpackedCheck(each, ids, person.id)) };
}

// The lines as items of the phone that took them over: it sends them, under the name of who counted them and in their order.
export function takenOver({ person, lines, checks = [] }, me, naming, now) {
  const all = [...lines.map((body) => ["tally", body]), ...checks.map((body) => ["check", body])];
  return all.map(([what, body], index) => {
    const isMine = body.by === me.id;
    const { label, title } = naming(body);
    const rest = { touches: [], attempted: null, said: null, settled: null };
    const item = { id: body.id, schema: 1, what, person: me.id, event: body.event, made: now + index, state: "waiting", body, label, title, act: null, ...rest };
    return isMine ? item : { ...item, carried: person };
  });
}
