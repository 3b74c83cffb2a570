// A mouse drags an event to another day or, in the week, to another time. The sheet asks, and sends the form of the move:
// the server checks it like any other, and asks back where something speaks against it.

import { daysBetween, isSame, movedFields } from "./spans.js";
import { swallowClick } from "./unclicked.js";

const FAR_ENOUGH = 5;
const sheet = document.querySelector("[data-move-sheet]");
let drag = null;

function dayAt(x, y) {
  const there = document.elementsFromPoint(x, y).map((each) => each.closest("[data-day]")).find(Boolean);
  if (there) return there;
  // Above the hours, over the bars of several days, a day is found by its column.
  const bands = document.querySelector("[data-week] .bands")?.getBoundingClientRect();
  if (!bands || y < bands.top || y > bands.bottom) return null;
  return [...document.querySelectorAll(".week-head")].find((head) => {
    const { left, right } = head.getBoundingClientRect();
    return x >= left && x < right;
  });
}

function minutesAt(day, y) {
  if (!day.classList.contains("hour-column") || drag.fields.ends_on) return null;
  const [first] = document.querySelector("[data-hours]").dataset.hours.split("-").map(Number);
  const hour = day.querySelector(".slot").getBoundingClientRect().height;
  return first * 60 + ((y - drag.grabbedAt - day.getBoundingClientRect().top) / hour) * 60;
}

function begin(bar) {
  drag.ghost = bar.cloneNode(true);
  drag.ghost.classList.add("ghost");
  drag.ghost.style.width = `${bar.offsetWidth}px`;
  drag.ghost.style.height = `${bar.offsetHeight}px`;
  document.body.append(drag.ghost);
  bar.classList.add("is-dragged");
}

function follow(event) {
  const { ghost, grabbedX, grabbedAt, fromDay } = drag;
  ghost.style.left = `${event.clientX - grabbedX}px`;
  ghost.style.top = `${event.clientY - grabbedAt}px`;
  const day = dayAt(event.clientX, event.clientY);
  if (drag.target !== day) {
    drag.target?.classList.remove("drop-here");
    day?.classList.add("drop-here");
    drag.target = day;
  }
  if (!day) return;
  drag.moved = movedFields(drag.fields, daysBetween(fromDay, day.dataset.day), minutesAt(day, event.clientY));
  for (const time of ghost.querySelectorAll(".bar-time")) time.textContent = drag.moved.starts_at;
}

function end() {
  drag.ghost?.remove();
  drag.bar.classList.remove("is-dragged");
  drag.target?.classList.remove("drop-here");
  drag = null;
}

function ask(bar, moved, day) {
  const title = sheet.querySelector("[data-words]");
  title.textContent = title.dataset.words.replace("{title}", bar.dataset.title);
  sheet.querySelector("[data-when]").textContent = moved.ends_on
    ? `${day.dataset.label} ${moved.starts_at}`
    : `${day.dataset.label} ${moved.starts_at}–${moved.ends_at}`;
  sheet.querySelector("[data-note]").textContent = day.dataset.note || "";
  const form = sheet.querySelector("form");
  form.action = bar.dataset.moveTo;
  for (const [name, value] of Object.entries(moved)) form.elements[name].value = value;
  sheet.showModal();
}

function down(event) {
  if (event.pointerType !== "mouse" || event.button !== 0 || event.ctrlKey || event.shiftKey || event.metaKey) return;
  const bar = event.currentTarget;
  const box = bar.getBoundingClientRect();
  const day = dayAt(event.clientX, event.clientY);
  const fields = JSON.parse(bar.dataset.move);
  const at = { grabbedX: event.clientX - box.left, grabbedAt: event.clientY - box.top };
  drag = { bar, fields, fromDay: day?.dataset.day || fields.starts_on, ...at, x: event.clientX, y: event.clientY };
}

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (!drag.ghost) {
    if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR_ENOUGH) return;
    begin(drag.bar);
  }
  follow(event);
});

document.addEventListener("pointerup", () => {
  if (!drag) return;
  const { bar, ghost, fields, moved, target } = drag;
  end();
  if (!ghost) return;
  swallowClick();
  if (target && moved && !isSame(fields, moved)) ask(bar, moved, target);
});

document.addEventListener("pointercancel", () => drag && end());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drag) end();
});

for (const bar of document.querySelectorAll("[data-move]")) {
  bar.draggable = false;
  bar.addEventListener("dragstart", (event) => event.preventDefault());
  bar.addEventListener("pointerdown", down);
}
sheet?.querySelector("[data-close]").addEventListener("click", () => sheet.close());
