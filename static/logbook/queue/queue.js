// The page of what waits on this phone: to settle, to upload, to take away, of other people, uploaded today. `start(root)` takes
// all words and shapes from `root` ([data-queue], templates/logbook/carried/queue_body.html), so the page without signal may use it too;
// it gives (a promise of) a function that ends it.

import { ROOT } from "../../web/root.js";
import { freshFacts, knownFacts } from "../store/facts.js";
import { newId } from "../store/ids.js";
import { onSending, sendNow, startSending } from "../sending/sending.js";
import { change, items, kept, onChange, replace } from "../store/store.js";
import { makeCard } from "./cards.js";
import { mayShow, startLeaving } from "./leaving.js";
import { again, changed, corrected, listed, remembered, sorted } from "./rules.js";
import { amount, filled } from "../words.js";
import { whatOf, when, write } from "./said.js";

const MOST_SHOWN = 50;

// What the office has under the id of a line; null without an answer of ours, and where it has nothing.
async function stored(id) {
  const answer = await fetch(new URL(`api/tallies/${id}`, ROOT), { credentials: "same-origin", redirect: "error", headers: { Accept: "application/json" } });
  const said = answer.ok ? await answer.json() : null;
  return (said && said.line) || null;
}

function dayStart() {
  return new Date().setHours(0, 0, 0, 0);
}

function makePage(root) {
  const words = root.dataset;
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const template = (name) => root.querySelector(`template[data-template=${name}]`);
  let sending = null;
  let shown = "";

  function line(what, where) {
    const made = template("line").content.cloneNode(true).querySelector("li");
    write(made.querySelector("[data-what]"), what);
    write(made.querySelector("[data-where]"), where);
    return made;
  }

  const what = (item) => (item.what === "event" ? filled(words.madeHere, { title: item.label }) : whatOf(item, words.none));

  function where(item, earlier = 0) {
    const note = item.body.note && filled(words.noted, { note: item.body.note });
    const before = earlier > 0 && filled(words.earlier, { count: amount(earlier) });
    const carried = item.carried && filled(words.carried, { name: item.carried.name });
    return [item.what !== "event" && item.title, when(item.made), item.body.reverses && words.back, note, before, carried].filter(Boolean).join(" · ");
  }

  function list(name, lines) {
    const section = part(name);
    const most = lines.slice(0, MOST_SHOWN);
    if (lines.length > MOST_SHOWN) most.push(line(filled(words.more, { count: amount(lines.length - MOST_SHOWN) }), ""));
    section.querySelector("[data-list]").replaceChildren(...most);
    section.hidden = lines.length === 0;
  }

  // One decision: written down first, then done, then said.
  async function settle(item, reason, { put = [], told }) {
    root.querySelector("[data-wrong]").hidden = true;
    try {
      await replace("dropped", (old) => remembered(old, item, reason, Date.now()));
      await change([], () => ({ put, remove: put.some((each) => each.id === item.id) ? [] : [item.id] }));
    } catch {
      const wrong = root.querySelector("[data-wrong]");
      write(wrong, words.failed);
      wrong.hidden = false;
      return;
    }
    const element = root.querySelector("[data-told]");
    write(element, told);
    element.hidden = false;
    sendNow();
  }

  const said = (item, reason) => filled(words.dropped, { what: whatOf(item, words.none), reason });
  const acts = {
    again: (item) => change([], () => ({ put: [again(item)] })).then(sendNow),
    let: (item) => settle(item, words.letGo, { told: said(item, words.letGo) }),
    drop: (item, reason) => settle(item, reason, { told: said(item, reason) }),
    change: (item, facts) => {
      const made = changed(item, facts, newId(), Date.now());
      const reason = filled(words.changed, { what: whatOf(made, words.none) });
      return settle(item, reason, { put: [made], told: said(item, reason) });
    },
    correct: (item, found, reason) => {
      if (!found) return null;
      return settle(item, reason, { put: corrected(item, found, reason, newId, Date.now()), told: said(item, reason) });
    },
  };

  async function putBack({ item }) {
    await replace("dropped", (old) => (old || []).filter((each) => each.item.id !== item.id));
    await change([], () => ({ put: [item] }));
  }

  function dropped(entries) {
    return entries.map((entry) => {
      const made = line(said(entry.item, entry.reason), when(entry.at));
      const button = made.querySelector("[data-put-back]");
      button.hidden = false;
      button.addEventListener("click", () => putBack(entry));
      return made;
    });
  }

  function others(found, names) {
    return found.map(({ person, count }) => line(filled(words.others, { count: amount(count), name: (names && names[person]) || words.somebody }), ""));
  }

  // A card stays as it is while its line does, and while somebody has opened it, also when newer lists came: nobody's typed reason
  // is drawn over.
  function cards(aside, facts) {
    const holder = part("aside").querySelector("[data-list]");
    const read = String(facts ? facts.read : "");
    const isUsed = (card) => card.contains(document.activeElement) || card.querySelector("details[open]") !== null;
    const stays = [...holder.children].filter((card) => card.dataset.read === read || isUsed(card));
    const here = new Map(stays.map((card) => [card.dataset.key, card]));
    const wanted = aside.map((item) => {
      const key = `${item.id} ${item.settled}`;
      const card = here.get(key) || makeCard(template("card"), item, { facts, words, acts, stored });
      if (!here.has(key)) Object.assign(card.dataset, { key, read });
      return card;
    });
    for (const card of [...holder.children]) if (!wanted.includes(card)) card.remove();
    wanted.forEach((card, at) => holder.children[at] !== card && holder.insertBefore(card, holder.children[at] || null));
    part("aside").hidden = aside.length === 0;
  }

  function state(count) {
    const busy = sending && sending.busy && !sending.failure;
    const failure = sending && sending.failure;
    const isSaid = ["not_taken", "later"].includes(failure) && sending.message;
    const why = isSaid ? sending.message : failure ? words[failure] : "";
    write(part("waiting").querySelector("[data-state]"), `${filled(busy ? words.stateSending : words.stateWaiting, { count: amount(count) })} ${why || ""}`.trim());
    part("waiting").querySelector("[data-sign-in]").hidden = failure !== "signed_out";
    part("waiting").querySelector("[data-send]").hidden = failure === "signed_out";
    part("waiting").querySelector("[data-send]").disabled = Boolean(sending && sending.busy);
  }

  async function draw() {
    const person = await kept("person");
    const [all, facts, names, gone] = [await items(), person && (await knownFacts(person.id)), await kept("names"), await kept("dropped")];
    const found = sorted(all, person ? person.id : null, dayStart());
    const settled = (gone || []).filter((each) => person && each.item.person === person.id);
    state(found.waiting.length);
    const key = JSON.stringify([person, facts && facts.read, all.map((each) => [each.id, each.state, each.body.quantity, each.settled]), settled.map((each) => each.at)]);
    if (key === shown) return;
    shown = key;
    cards(found.aside, facts);
    for (const name of ["waiting", "saved"]) list(name, listed(found[name]).map(({ item, earlier }) => line(what(item), where(item, earlier))));
    list("others", others(found.others, names));
    list("dropped", dropped(settled));
    const open = found.waiting.length + found.aside.length;
    part("leave").hidden = open === 0;
    part("leave").querySelector("[data-codes]").hidden = !mayShow(found.waiting);
    part("empty").hidden = open + found.others.length > 0;
  }

  return {
    draw,
    heard(news) {
      sending = news;
      return draw();
    },
  };
}

export async function start(root) {
  const page = makePage(root);
  const draw = () => page.draw().catch(() => {});
  const ends = [onChange(draw), onSending((news) => page.heard(news).catch(() => {}))];
  root.querySelector("[data-send]").addEventListener("click", sendNow);
  startLeaving(root);
  startSending();
  await draw();
  freshFacts().then((facts) => facts && draw()); // the events and things that a refused line may be changed to
  return () => ends.forEach((end) => end());
}
