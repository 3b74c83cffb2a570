// The file into which what waits is saved, to be brought in at the office (outreach/logbook/carried/rules.py reads it).

const FORMAT = "outreach-queue";
export const VERSION = 1;

// Readable, and whole: each item as it would have been sent. `now` in milliseconds.
export function fileOf(items, person, now) {
  const written = items.map(({ what, made, label, title, body }) => ({ what, made: new Date(made).toISOString(), label, title, body }));
  return JSON.stringify({ format: FORMAT, version: VERSION, saved_at: new Date(now).toISOString(), person, items: written }, null, 1);
}

// "outreach-2025-03-04-0930.json", by the wall clock of `at` (a Date).
export function fileName(at) {
  const two = (number) => String(number).padStart(2, "0");
  return `outreach-${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}-${two(at.getHours())}${two(at.getMinutes())}.json`;
}

export function download(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
