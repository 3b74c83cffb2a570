// Days and times as they stand in addresses and forms: "2025-03-04", "09:15". No page is touched here.

const DAY = 24 * 60 * 60 * 1000;
const LAST = 24 * 60 - 1;
const STEP = 15;

export const addDays = (day, count) => new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10);

export const daysBetween = (first, last) => Math.round((Date.parse(last) - Date.parse(first)) / DAY);

export function minutesOf(time) {
  const [hours, minutes] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

export function timeOf(minutes) {
  const kept = Math.max(0, Math.min(LAST, minutes));
  return [Math.floor(kept / 60), kept % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

const snapped = (minutes) => Math.round(minutes / STEP) * STEP;

// The fields of a move: so many days later, and from another time on where one is given; it lasts as long as before.
export function movedFields(fields, days, start = null) {
  const moved = { ...fields, starts_on: addDays(fields.starts_on, days) };
  if (fields.ends_on) moved.ends_on = addDays(fields.ends_on, days);
  if (start === null || fields.ends_on) return moved;
  const length = minutesOf(fields.ends_at) - minutesOf(fields.starts_at);
  const latest = Math.floor((LAST - length) / STEP) * STEP;
  const begins = Math.max(0, Math.min(latest, snapped(start)));
  return { ...moved, starts_at: timeOf(begins), ends_at: timeOf(begins + length) };
}

export const isSame = (one, other) => one.starts_on === other.starts_on && one.starts_at === other.starts_at;

// From one minute of the day to another, in either order, as whole steps, one step long at least.
export function stretch(one, other) {
  const [first, last] = one < other ? [one, other] : [other, one];
  const from = Math.min(Math.floor(first / STEP) * STEP, LAST + 1 - STEP);
  return [from, Math.min(LAST, Math.max(from + STEP, Math.ceil(last / STEP) * STEP))];
}
