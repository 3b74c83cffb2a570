// Search for what is not on the page: the phone's own lists, so it works without signal. What is found gets a counter. What only
// resembles what was typed is found once its module is there: it comes when it is asked for.

import { addCounter, keyOf, rememberUse } from "./counters.js";
import { freshFacts, knownFacts } from "../store/facts.js";
import { likenessOf, thingsLike } from "./find-rules.js";

const MOST = 8;
const LISTS = { handout: "materials", consultation: "topics", attendance: "groups", display: "displays" };

// Everything on the lists, as counters are made of it, in the language of the page.
function things(facts) {
  const isEnglish = document.documentElement.lang.startsWith("en");
  return Object.entries(LISTS).flatMap(([kind, list]) =>
    (facts[list] || []).map((each) => ({ ...each, kind, name: (isEnglish && each.name_en) || each.name, names: [each.name, each.name_en || ""] })),
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
  let likeness = null; // a promise of it, once somebody looks for something

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

  // null on a phone that has not got it yet, and has no signal; the next letter asks again.
  function likenessSoon() {
    const { terms } = desk.words;
    if (!terms || all.length === 0) return null;
    likeness = likeness || import("../../fulltext/pairs.js").then((pairs) => likenessOf(pairs, all, JSON.parse(terms)));
    return likeness.catch(() => (likeness = null));
  }

  async function show() {
    const likeIt = text.value.trim() ? await likenessSoon() : null;
    const found = thingsLike(text.value, all, likeIt, MOST);
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
    likeness = null;
    fillChoices(desk, all);
    show();
  }

  part.hidden = false;
  text.addEventListener("input", show);
  text.addEventListener("focus", () => {
    part.scrollIntoView({ block: "start" }); // what is found stands above the keyboard
    if (all.length === 0) load();
  });
  text.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // it stands in the form of the counters
    await show();
    const first = list.querySelector("button");
    if (first) first.click();
  });
  load();
}
