// How lines of the queue and their times are put into words; the words come from data-attributes.

import { signed } from "../words.js";

const language = () => document.documentElement.lang;

// "+50 handbook"; `none` is said of a 0, and a thing without a number says its label alone.
export function whatOf({ body, label }, none) {
  if (typeof body.quantity !== "number") return label;
  return body.quantity === 0 ? none : `${signed(body.quantity)} ${label}`;
}

// The time of today, the day and time of before.
export function when(milliseconds) {
  const at = new Date(milliseconds);
  const time = { hour: "2-digit", minute: "2-digit", hour12: false };
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? at.toLocaleTimeString(language(), time) : at.toLocaleString(language(), { month: "short", day: "numeric", ...time });
}

export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
