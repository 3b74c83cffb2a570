// Which events stand in which list of the log, out of what the server said last and what was made on this phone since.
// Nothing here touches the page, the clock, the store or the network.

import { offsetOf, wallTime } from "./wall-clock.js";

// An event that was made here, as the server would tell it; `facts` name its place and its team.
export function spotEvent(item, facts) {
  const { place, place_name: typed, starts_at: startsAt, ends_at: endsAt, track, team } = item.body;
  const known = facts.places && facts.places.find((each) => each.id === place);
  const own = team || facts.person.teams[0] || "";
  const ownTeam = (facts.teams || []).find((each) => each.code === own);
  return {
    id: item.id,
    title: item.title,
    day: startsAt.slice(0, 10),
    starts_at: startsAt,
    ends_at: endsAt,
    place: known ? known.name : typed || "",
    place_id: place || null,
    team: own,
    mark: ownTeam ? ownTeam.mark : "",
    track,
    forms: item.body.form ? [item.body.form] : [],
    status: "planned",
    reviewed: false,
    mine: true,
    items: [],
    nets: [],
    logged: false,
    spot: true,
  };
}

// All events that the phone knows, by start.
export function eventsOf(facts, items) {
  const known = new Set(facts.events.map((event) => event.id));
  const made = items.filter((item) => item.what === "event" && item.person === facts.person.id && !known.has(item.id));
  const all = [...facts.events, ...made.map((item) => spotEvent(item, facts))];
  return all.sort((one, other) => (one.starts_at < other.starts_at ? -1 : Number(one.starts_at > other.starts_at)));
}

// {today, mine, others, owed, coming, recent}, as the server sorts them (outreach/logbook/field.py).
export function listsOf(facts, items, now) {
  const today = wallTime(now, offsetOf(facts.server_time)).slice(0, 10);
  const events = eventsOf(facts, items);
  const logged = new Set(items.filter((item) => item.what === "tally" && item.state !== "aside").map((item) => item.event));
  const isLogged = (event) => event.logged || logged.has(event.id);
  const isOwn = (event) => facts.person.teams.includes(event.team);
  const isOver = (event) => Date.parse(event.ends_at) <= now;
  const isAsked = (event) => event.mine || (facts.person.role === "lead" && isOwn(event));
  const isOwed = (event) => isAsked(event) && isOver(event) && event.status !== "cancelled" && !isLogged(event);
  const before = events.filter((event) => event.day < today).reverse();
  const ofToday = events.filter((event) => event.day === today);
  const others = ofToday.filter((event) => !event.mine && event.status !== "cancelled");
  return {
    today,
    isLogged,
    mine: ofToday.filter((event) => event.mine),
    others: [...others.filter(isOwn), ...others.filter((event) => !isOwn(event))],
    owed: before.filter(isOwed),
    coming: events.filter((event) => event.mine && event.day > today),
    recent: before.filter((event) => event.mine && isOver(event) && !isOwed(event)),
  };
}
