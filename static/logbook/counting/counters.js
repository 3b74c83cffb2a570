// The counters and the sums: what a touch adds is stored first and shown then.

import { beyond } from "../store/items.js";
import { kept, replace, tap } from "../store/store.js";
import { amount, filled } from "../words.js";

const MOST_USED = 40;
const TICK = 12;

// Whose counter it is, as items name it.
function counterOf(desk, element) {
  const { kind, item, unit } = element.dataset;
  const label = element.getAttribute("aria-label");
  return { person: desk.person, event: desk.event, kind, code: item || null, label, unit, title: desk.title };
}

export function keyOf({ kind, code }) {
  return `${kind}:${code || ""}`;
}

export function findCounter(root, kind, code) {
  return [...root.querySelectorAll("[data-counter]")].find((each) => each.dataset.counter === keyOf({ kind, code }));
}

// Reads from its key what the counter counts, and tells a screen reader what each of its buttons belongs to.
function dress(element, typeOf) {
  const name = element.getAttribute("aria-label");
  const typing = element.querySelector("a");
  if (typeOf && !typing.hasAttribute("aria-label")) typing.setAttribute("aria-label", filled(typeOf, { name }));
  if (element.dataset.kind) return;
  [element.dataset.kind, element.dataset.item] = element.dataset.counter.split(":");
  for (const button of element.querySelectorAll("button")) {
    button.dataset.add = button.value.split(":")[2];
    button.setAttribute("aria-label", `${name} +${button.dataset.add}`);
  }
}

// Puts a counter on the page: {kind, code, name, unit, counted_as, bundle, net, planned}; or gives the one that is there.
export function addCounter(root, { kind, code, name, unit = "", counted_as: countedAs = "", bundle = "", net = 0 }, { typeOf = "", isFirst = false } = {}) {
  const here = findCounter(root, kind, code);
  const list = root.querySelector("[data-counter-list]");
  if (here || !list) return here;
  const element = root.querySelector("[data-blank-counter]").content.firstElementChild.cloneNode(true);
  const key = keyOf({ kind, code });
  Object.assign(element.dataset, { counter: key, net, unit, sumUnit: countedAs || unit, bundle: bundle || "" });
  element.id = `count-${key.split(":").filter(Boolean).join("-")}`;
  element.setAttribute("aria-label", name);
  element.querySelector(".counter-name").textContent = name;
  element.querySelector(".log-unit").textContent = unit;
  write(element.querySelector("[data-shown]"), net);
  for (const button of element.querySelectorAll("button")) button.value = `${key}:${button.value.split(":")[2]}`;
  element.querySelector("a").href = `?what=${encodeURIComponent(key)}#number`;
  dress(element, typeOf);
  if (isFirst) list.prepend(element);
  else list.append(element);
  return element;
}

function write(element, total) {
  const text = total === 0 ? "—" : amount(total);
  if (element.textContent !== text) element.textContent = text;
}

// The total that a counter shows.
export function totalOf(desk, element) {
  return Number(element.dataset.net) + beyond(desk.all, counterOf(desk, element), desk);
}

function drawCounters(desk, extras) {
  for (const element of desk.root.querySelectorAll("[data-counter]")) {
    dress(element, desk.words.type_of);
    const extra = beyond(desk.all, counterOf(desk, element), desk);
    const { kind, unit, sumUnit = unit, net } = element.dataset;
    const key = `${kind} ${sumUnit}`;
    extras.set(key, (extras.get(key) || 0) + extra);
    element.classList.toggle("unsent", extra !== 0);
    write(element.querySelector("[data-shown]"), Number(net) + extra);
  }
}

function drawSums(root, extras) {
  for (const [key, extra] of extras) {
    const [kind, unit] = key.split(" ");
    const sum = root.querySelector(`[data-sum="${kind}"]`);
    if (!sum) continue;
    let part = [...sum.querySelectorAll("[data-unit]")].find((each) => each.dataset.unit === unit);
    if (!part && extra) {
      part = sum.querySelector("[data-unit]").cloneNode(true);
      Object.assign(part.dataset, { unit, value: 0 });
      part.className = "log-sum-more";
      part.querySelector(".log-unit").textContent = unit;
      sum.append(part);
    }
    if (!part) continue;
    const total = Number(part.dataset.value) + extra;
    if (extra || part.classList.contains("moved")) write(part.querySelector(".log-sum-value").lastChild, total);
    part.classList.toggle("moved", extra !== 0);
    if (extra) part.querySelector(".log-unit").hidden = total === 0;
  }
}

// Whatever this phone has counted here has a counter, also what was found by searching before the page was reloaded.
function addMissing(desk) {
  for (const { event, what, state, body, label, unit } of desk.all) {
    const isShown = what === "tally" && event === desk.event && state !== "saved" && !body.reverses && body.quantity > 0;
    if (isShown) addCounter(desk.root, { kind: body.kind, code: body.item, name: label, unit }, { typeOf: desk.words.type_of });
  }
}

async function sortByUse(desk) {
  const used = (await kept(`used:${desk.person}`)) || [];
  const list = desk.root.querySelector("[data-counter-list]");
  if (!list) return;
  for (const key of [...used].reverse()) {
    const [kind, code] = key.split(":");
    const element = findCounter(list, kind, code);
    if (element) list.prepend(element);
  }
}

export function rememberUse(desk, key) {
  replace(`used:${desk.person}`, (old = []) => [key, ...old.filter((each) => each !== key)].slice(0, MOST_USED)).catch(() => {});
}

export function startCounters(desk) {
  const form = desk.root.querySelector("[data-counters]");
  desk.drawers.push(() => {
    addMissing(desk);
    const extras = new Map();
    drawCounters(desk, extras);
    drawSums(desk.root, extras);
  });
  if (!form) return;
  sortByUse(desk).catch(() => {});
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-add]");
    if (!button || desk.direct) return;
    event.preventDefault();
    const element = button.closest("[data-counter]");
    const counter = counterOf(desk, element);
    desk.lastTouched = button;
    const quantity = Number(button.dataset.add);
    const draft = await desk.stored(() => tap(counter, quantity), `+${quantity} ${counter.label}`);
    if (!draft) return;
    if (navigator.vibrate) navigator.vibrate(TICK);
    if (draft.touches.length === 1) rememberUse(desk, keyOf(counter));
    desk.seal();
  });
}
