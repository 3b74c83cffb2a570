// Keys of the calendar. A letter follows the link that carries it (data-key); arrows go from day to day, and n, on a
// day or an hour, plans there; m on an event opens its move. The page's own list of them opens with a question mark.

import { addDays } from "./spans.js";

const DAYS = "[data-month] .day-number, [data-week] .day-number, [data-year] .small-day";
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

const typing = (target) => target.closest("input, select, textarea, dialog[open], [contenteditable]") !== null;

const dayOf = (element) => element?.closest("[data-day]")?.dataset.day;

const linkOn = (day) => [...document.querySelectorAll(DAYS)].find((link) => dayOf(link) === day && link.offsetParent);

function linkFor(key, root) {
  return [...root.querySelectorAll("a[data-key]")].find((link) => link.dataset.key.split(" ").includes(key));
}

function focusDay(link) {
  for (const each of document.querySelectorAll(DAYS)) each.tabIndex = each === link ? 0 : -1;
  link.focus();
}

// The first arrow only shows where one is: today, or the first day of what is shown.
function startingDay() {
  const today = document.querySelector(DAYS.replaceAll(",", "[aria-current],") + "[aria-current]");
  const own = [...document.querySelectorAll(DAYS)].find((link) => !link.closest(".other"));
  return today || own;
}

function moveBy(step) {
  const from = dayOf(document.activeElement);
  if (!from) return startingDay() && focusDay(startingDay());
  const day = addDays(from, step);
  const link = linkOn(day);
  if (link) return focusDay(link);
  const beside = document.querySelector(step < 0 ? "a[rel=prev]" : "a[rel=next]");
  if (beside) location.assign(`${beside.href}#on-${day}`);
}

// In a week, up and down go through the hours of the day.
function moveHour(step) {
  const column = document.querySelector(`.hour-column[data-day="${dayOf(document.activeElement)}"]`);
  const slots = column ? [...column.querySelectorAll("a.slot")] : [];
  const at = slots.indexOf(document.activeElement);
  const slot = at < 0 && step > 0 ? slots[0] : slots[at + step];
  if (!slot) return at === 0 ? focusDay(linkOn(column.dataset.day)) : undefined;
  slot.removeAttribute("aria-hidden");
  slot.setAttribute("aria-label", slot.dataset.label);
  slot.addEventListener("blur", () => slot.setAttribute("aria-hidden", "true"), { once: true });
  return slot.focus();
}

function planThere(link) {
  const slot = document.activeElement.closest("a.slot");
  if (slot) return slot.click();
  const day = dayOf(document.activeElement);
  if (!day) return link.click();
  const address = new URL(link.href);
  address.searchParams.set("day", day);
  return location.assign(address);
}

function press(key) {
  const event = document.activeElement.closest("[data-move-to]");
  if (key === "m" && event) {
    const back = encodeURIComponent(location.pathname + location.search);
    return location.assign(`${event.dataset.moveTo}?next=${back}`);
  }
  if (key === "?") return document.querySelector("[data-keys]").showModal();
  if (key === "/") {
    const filters = document.querySelector("[data-filters]");
    filters.open = true;
    return filters.querySelector("select").focus();
  }
  const link = linkFor(key, document);
  return key === "n" && link ? planThere(link) : link.click();
}

const known = (key) => key === "?" || key === "/" || Boolean(linkFor(key, document));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  const step = STEPS[event.key];
  const inWeek = document.querySelector("[data-week]") !== null;
  if (step && document.querySelector(DAYS)) {
    event.preventDefault();
    if (inWeek && Math.abs(step) === 7 && dayOf(document.activeElement)) moveHour(Math.sign(step));
    else moveBy(inWeek ? Math.sign(step) : step);
  } else if (known(event.key.toLowerCase())) {
    event.preventDefault();
    press(event.key.toLowerCase());
  }
});

const arrived = /^#on-(\d{4}-\d\d-\d\d)$/.exec(location.hash);
if (arrived && linkOn(arrived[1])) focusDay(linkOn(arrived[1]));

const keys = document.querySelector("[data-keys]");
const opener = document.querySelector("[data-open-keys]");
if (window.matchMedia("(hover: hover)").matches) opener.hidden = false;
opener.addEventListener("click", () => keys.showModal());
keys.querySelector("[data-close]").addEventListener("click", () => keys.close());
