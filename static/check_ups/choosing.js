// Which companies and which lists a check-up may have. Nothing here touches the page, the clock, the store or the network.

import { shortName } from "../places/names.js";
import { plainName } from "./rules.js";

const MOST_SHOWN = 8;
const SHORTEST = 2;
const WIDE = ["township", "park", "community"]; // areas, and no companies

// The companies that are offered before anything is typed: those whose check-up is begun, the event's own, those in its park.
export function companiesAt(event, facts, items) {
  const companies = facts.companies || [];
  const isHere = (each) => each.id === event.place_id || (!event.place_id && each.name === event.place);
  const isInside = (each) => each.in === event.place_id || each.in === event.place;
  const begun = (facts.check_ups || []).filter((each) => each.event === event.id && each.answers.length > 0).map((each) => each.company);
  const mine = items.filter((item) => item.what === "check" && item.event === event.id && item.state !== "aside");
  const typed = mine.map(({ body }) => ({ id: body.company || null, name: body.company_name || nameOf(facts, body.company) }));
  return distinct([...begun, ...typed, ...companies.filter(isHere), ...companies.filter(isInside)]);
}

export function nameOf(facts, id) {
  const known = [...(facts.companies || []), ...(facts.check_ups || []).map((each) => each.company)].find((each) => each.id === id);
  return known ? known.name : "";
}

function distinct(companies) {
  const found = new Map();
  for (const { id, name } of companies) {
    const key = plainName(name);
    if (key && (!found.has(key) || (id && !found.get(key).id))) found.set(key, { id, name });
  }
  return [...found.values()];
}

// {found, isNew}: the companies that what was typed may mean, and whether none is called just so.
export function companiesLike(typed, offered, facts) {
  const wanted = plainName(typed);
  if (!wanted) return { found: offered.slice(0, MOST_SHOWN), isNew: false };
  const known = distinct([...offered, ...(facts.companies || [])]);
  const found = known.filter((each) => plainName(each.name).includes(wanted));
  return { found: found.slice(0, MOST_SHOWN), isNew: wanted.length >= SHORTEST && !found.some((each) => plainName(each.name) === wanted) };
}

// {id, name, in} of those whose names are like one that nobody bears yet, the nearest in length first; the rule is the desk's
// (outreach/check_ups/companies.py): they hold the name or its short form, or are held by it.
export function companiesNear(typed, offered, facts) {
  const places = (facts.places || []).filter((each) => !WIDE.includes(each.kind));
  const all = [...offered, ...(facts.companies || []), ...places];
  const around = new Map(all.map((each) => [each.id, each.in || null]));
  const known = distinct(all).map(({ id, name }) => ({ id, name, in: id && around.get(id), plain: plainName(name) }));
  const near = [typed, shortName(typed)].map(plainName).flatMap((wanted) => {
    const like = known.filter(({ plain }) => plain.includes(wanted) || (plain.length > 1 && wanted.includes(plain)));
    const far = ({ plain }) => Math.abs(plain.length - wanted.length);
    return like.sort((one, other) => far(one) - far(other)).slice(0, MOST_SHOWN);
  });
  return [...new Set(near)].slice(0, MOST_SHOWN).map(({ id, name, in: place }) => ({ id, name, in: place }));
}

// The lists of a check-up: of each the version in which this phone has answered last, for a list that is changed meanwhile stays
// as it is filled; else the one of now. `kept` are the versions that this phone has seen.
export function listsOf(facts, kept, answers) {
  const now = facts.check_lists || [];
  const all = [...now, ...kept.filter((each) => !now.some((other) => sameVersion(each, other)))];
  const mine = answers.filter((each) => each.mine).map((each) => each.point);
  const last = (list) => Math.max(-1, ...list.points.map((point) => mine.lastIndexOf(point.id)));
  const begun = (id) => all.filter((list) => list.id === id && last(list) >= 0).sort((one, other) => last(other) - last(one))[0];
  const gone = [...new Set(kept.map((each) => each.id))].filter((id) => !now.some((each) => each.id === id));
  return [...now.map((list) => begun(list.id) || list), ...gone.map(begun).filter(Boolean)];
}

// Those first in which this company had a risk last time (`before`: found, by the key of the point), then those that are to be
// filled at the event, each with whether it is one of these.
export function neededFirst(lists, event, facts, before = {}) {
  const planned = (facts.planned_check_lists || []).filter((each) => each.event === event).flatMap((each) => each.lists);
  const marked = lists.map((list) => ({ ...list, isPlanned: planned.includes(list.id) }));
  const hadRisk = ({ points }) => points.some(({ key }) => before[key] === "risk");
  const rank = (list) => (hadRisk(list) ? 0 : list.isPlanned ? 1 : 2);
  return [0, 1, 2].flatMap((wanted) => marked.filter((list) => rank(list) === wanted));
}

function sameVersion(one, other) {
  return one.id === other.id && one.version === other.version;
}

// The versions that the phone goes on keeping: those of now, and those that some answer of it names.
export function versionsToKeep(lists, kept, points) {
  const all = [...lists, ...kept.filter((each) => !lists.some((other) => sameVersion(each, other)))];
  return all.filter((list) => lists.includes(list) || list.points.some((point) => points.has(point.id)));
}
