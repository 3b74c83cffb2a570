// Search for what is not on the page: the phone's own lists, so it works without signal. What is found gets a counter.

import { searching } from "../../fulltext/pairs.js";
import { addCounter, keyOf, rememberUse } from "./counters.js";
import { freshFacts, knownFacts } from "../store/facts.js";
import { thingsLike, worded } from "./find-rules.js";

const MOST = 8;
const LISTS = { handout: "materials", consultation: "topics", attendance: "groups", display: "displays" };

// Everything on the lists, as counters are made of it, in the language of the page.
function things(facts) {
  const isEnglish = document.documentElement.lang.startsWith("en");
  return Object.entries(LISTS).flatMap(([kind, list]) =>
    (facts[list] || []).map((each) => ({ ...each, kind, name: (isEnglish && each.name_en) || each.name, ...worded(each.name, each.name_en || "") })),
  );
}

function option({ kind, code, name, unit, bundle }) {
  const element = new Option(`${name} (${unit})`, keyOf({ kind, code }));
  Object.assign(element.dataset, { name, unit, bundle: bundle || "" });
  return element;
}

// The page holds only what is of its event; the rest of the lists comes from the phone.
function fillChoices({ root, words }, all) {
  for (const select of root.querySelectorAll("[data-choices], [data-what]")) {
    const known = new Set([...select.options].map((each) => each.value));
    const only = select.dataset.choices;
    const rest = all.filter((each) => (!only || each.kind === only) && !known.has(keyOf(each)));
    if (rest.length === 0) continue;
    const group = document.createElement("optgroup");
    group.label = words.others || "…";
    group.append(...rest.map(option));
    select.append(group);
  }
}

export function startFinding(desk) {
  const part = desk.root.querySelector("[data-find]");
  if (!part) return;
  const text = part.querySelector("[data-find-text]");
  const list = part.querySelector("[data-found]");
  const said = part.querySelector("[data-found-said]");
  let all = [];
  let search = null;

  function say(words) {
    if (said.textContent !== words) said.textContent = words;
  }

  function row(thing) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "found-thing" });
    const unit = document.createElement("span");
    Object.assign(unit, { className: "log-unit", textContent: thing.unit });
    button.append(thing.name, unit);
    button.addEventListener("click", () => choose(thing));
    const line = document.createElement("li");
    line.append(button);
    return line;
  }

  function choose(thing) {
    const counter = addCounter(desk.root, thing, { typeOf: desk.words.type_of, isFirst: true });
    rememberUse(desk, keyOf(thing));
    text.value = "";
    show();
    desk.draw();
    counter.scrollIntoView({ block: "center" });
    counter.querySelector("[data-add]").focus({ preventScroll: true });
  }

  function show() {
    if (!search && desk.words.terms) search = searching(JSON.parse(desk.words.terms));
    const found = thingsLike(text.value, all, search, MOST);
    list.replaceChildren(...found.map(row));
    list.hidden = found.length === 0;
    if (!text.value.trim() || found.length) say("");
    else say(all.length ? desk.words.found_none : desk.words.found_unknown);
  }

  async function load() {
    const facts = (await knownFacts(desk.person).catch(() => undefined)) || (await freshFacts());
    if (!facts) return;
    await desk.worded;
    all = things(facts);
    fillChoices(desk, all);
    show();
  }

  part.hidden = false;
  text.addEventListener("input", show);
  text.addEventListener("focus", () => {
    part.scrollIntoView({ block: "start" }); // what is found stands above the keyboard
    if (all.length === 0) load();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // it stands in the form of the counters
    const first = list.querySelector("button");
    if (first) first.click();
  });
  load();
}
