// The bureau's wall clock from the phone's clock: instants of the server carry the bureau's offset ("…+08:00"), and a phone may
// be set to another zone. Nothing here asks the time or touches the page.

const MINUTE = 60000;

// Minutes ahead of UTC that an instant of RFC 3339 is written in.
export function offsetOf(instant) {
  const found = /([+-])(\d\d):(\d\d)$/.exec(instant);
  return found ? (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

// "2025-03-04T09:30" on a clock that is `offset` minutes ahead of UTC.
export function wallTime(milliseconds, offset) {
  return new Date(milliseconds + offset * MINUTE).toISOString().slice(0, 16);
}

// The instant of a day and a time of that clock, in RFC 3339.
export function instantOf(day, time, offset) {
  const ahead = Math.abs(offset);
  const two = (number) => String(number).padStart(2, "0");
  return `${day}T${time}:00${offset < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}

// The end of what begins at `time` and lasts `minutes`: {day, time}, over midnight where it must be.
export function later(day, time, minutes) {
  const end = new Date(Date.parse(`${day}T${time}:00Z`) + minutes * MINUTE).toISOString();
  return { day: end.slice(0, 10), time: end.slice(11, 16) };
}

// 2025年3月4日 周二, 4 Mar 2025, Tue: a day as people read it; short: 3月4日, 4 Mar.
export function dayWords(day, language, isShort = false) {
  const date = new Date(`${day}T00:00:00Z`);
  const locale = language === "en" ? "en-GB" : language;
  const said = (options) => date.toLocaleDateString(locale, { timeZone: "UTC", ...options });
  if (isShort) return said({ month: "short", day: "numeric" });
  return `${said({ year: "numeric", month: "short", day: "numeric" })} ${said({ weekday: "short" })}`;
}
