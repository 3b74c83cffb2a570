// An event made on the spot: what the form says becomes what the server reads (docs/api.md, POST /api/events). Nothing here
// touches the page, the clock or the store.

import { instantOf, later } from "./wall-clock.js";

const LENGTH = 120; // minutes, where nobody says when it ends
const PLACES_SHOWN = 6;

const plain = (text) => text.normalize("NFKC").replace(/\s+/g, " ").trim();

// 三江镇 · 幸福社区: as the server understands it again, should the place be typed.
export function placeWords(place) {
  return place.in ? `${place.in} · ${place.name}` : place.name;
}

// The places whose name, or the name of what they lie in, holds what was typed: the first few, in their order.
export function placesLike(places, typed) {
  const words = plain(typed).toLowerCase().split(/[ ·]+/).filter(Boolean);
  const holds = (place) => words.every((word) => placeWords(place).toLowerCase().includes(word));
  return places.filter(holds).slice(0, PLACES_SHOWN);
}

// The place that was meant by exactly these words; undefined where none or more than one is.
export function placeMeant(places, typed) {
  const words = plain(typed);
  const meant = places.filter((place) => placeWords(place) === words || place.name === words);
  return meant.length === 1 ? meant[0] : undefined;
}

// {body, title} for the server and for people, or {missing: "place" | "team" | "time"}. `said` holds the form's texts, `today` and `offset` the bureau's day.
export function spotBody(said, { places, today, offset, words }) {
  const typed = plain(said.place);
  if (typed === "") return { missing: "place" };
  if (!/^\d\d:\d\d$/.test(said.starts)) return { missing: "time" };
  const place = placeMeant(places, typed);
  const usual = later(today, said.starts, LENGTH);
  const isEnded = /^\d\d:\d\d$/.test(said.ends || "");
  const nextDay = isEnded && said.ends <= said.starts; // it goes on over midnight
  const end = isEnded ? { day: nextDay ? later(today, "00:00", 24 * 60).day : today, time: said.ends } : usual;
  const name = place ? place.name : typed;
  const title = plain(said.title);
  const body = {
    title: title || null, // the server calls it in the bureau's language
    place: place ? place.id : null,
    place_name: typed,
    starts_at: instantOf(today, said.starts, offset),
    ends_at: instantOf(end.day, end.time, offset),
    track: said.track,
    form: said.form || null,
    team: said.team || null,
    note: plain(said.note || "") || null,
  };
  return { body, title: title || words.replace("{place}", () => name) };
}
