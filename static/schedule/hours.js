// A mouse that is drawn over free hours of a day plans an event there: the form begins with those hours.

import { stretch, timeOf } from "./spans.js";
import { swallowClick } from "./unclicked.js";

let drawn = null;

function minutesAt(column, y) {
  const [first] = column.closest("[data-hours]").dataset.hours.split("-").map(Number);
  const hour = column.querySelector(".slot").getBoundingClientRect().height;
  const box = column.getBoundingClientRect();
  return first * 60 + ((Math.max(box.top, Math.min(box.bottom, y)) - box.top) / hour) * 60;
}

function show(y) {
  const { column, from, box } = drawn;
  const [start, end] = stretch(from, minutesAt(column, y));
  const [first] = column.closest("[data-hours]").dataset.hours.split("-").map(Number);
  const hour = column.querySelector(".slot").getBoundingClientRect().height;
  box.style.top = `${((start - first * 60) / 60) * hour}px`;
  box.style.height = `${((end - start) / 60) * hour}px`;
  box.textContent = `${timeOf(start)}–${timeOf(end)}`;
  Object.assign(drawn, { start, end });
}

for (const slot of document.querySelectorAll("a.slot")) {
  slot.draggable = false;
  slot.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    const column = slot.closest(".hour-column");
    drawn = { slot, column, from: minutesAt(column, event.clientY), y: event.clientY, box: null };
  });
}

document.addEventListener("pointermove", (event) => {
  if (!drawn) return;
  if (!drawn.box) {
    if (Math.abs(event.clientY - drawn.y) < 8) return;
    drawn.box = document.createElement("div");
    drawn.box.className = "drawn";
    drawn.column.append(drawn.box);
  }
  show(event.clientY);
});

function stop() {
  drawn?.box?.remove();
  drawn = null;
}

document.addEventListener("pointerup", () => {
  if (!drawn) return;
  const { slot, box, start, end } = drawn;
  stop();
  if (!box) return;
  swallowClick();
  const address = new URL(slot.href);
  address.searchParams.set("from", timeOf(start));
  address.searchParams.set("to", timeOf(end));
  location.assign(address);
});

document.addEventListener("pointercancel", stop);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") stop();
});
