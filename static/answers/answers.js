// The office's standard answers on the phone: found as one types, while somebody asks, with or without a signal.
//
// `start(root)` takes all words and shapes from `root` (templates/answers/on_the_phone/parts.html), so the server's page and a clone
// of a <template> are alike to it.

import { onChange } from "../logbook/store/store.js";
import { amount, filled } from "../logbook/words.js";
import { freshAnswers, knownAnswers } from "./kept.js";
import { ranked, searching, weighed } from "../fulltext/pairs.js";

const MOST_SHOWN = 30;
const REST = 120; // after the last letter

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = text === "";
}

// 2025年3月4日, 4 Mar 2025
function dayOf(day) {
  const language = document.documentElement.lang;
  const options = { timeZone: "UTC", year: "numeric", month: "short", day: "numeric" };
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(language === "en" ? "en-GB" : language, options);
}

export async function start(root) {
  const words = root.dataset;
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const [typed, topic, list, said, missing] = ["typed", "topic", "list", "said", "missing"].map(part);
  const { asked } = searching(JSON.parse(words.terms));
  let answers = [];
  let read = null;
  let waiting = 0;

  function lineOf(answer) {
    const line = root.querySelector("template[data-template-of]").content.firstElementChild.cloneNode(true);
    const slot = (name) => line.querySelector(`[data-slot="${name}"]`);
    const day = dayOf(answer.as_of);
    const law = answer.law ? filled(words.law, { law: answer.law, article: answer.article || "" }).trim() : "";
    write(slot("question"), answer.question);
    write(slot("topic"), answer.topic || "");
    write(slot("text"), answer.text);
    write(slot("law"), law);
    write(slot("as-of"), filled(words.asOf, { day }));
    slot("changed").hidden = !answer.changed;
    slot("warning").hidden = !answer.changed;
    return line;
  }

  function found() {
    const here = answers.filter((each) => !topic.value || each.topic === topic.value);
    const question = typed.value.trim();
    if (!question) return here;
    return ranked(asked(question), here).map((place) => here[place]);
  }

  function show() {
    const all = found();
    const isOne = all.length === 1;
    list.replaceChildren(...all.slice(0, MOST_SHOWN).map(lineOf));
    if (isOne) list.querySelector("details").open = true;
    const more = all.length > MOST_SHOWN ? filled(words.more, { count: amount(all.length - MOST_SHOWN) }) : "";
    const none = all.length > 0 || read === null ? "" : answers.length > 0 ? words.none : words.empty;
    write(said, none || (typed.value.trim() ? [filled(words.found, { count: amount(all.length) }), more].filter(Boolean).join(" ") : more));
    missing.hidden = read !== null;
  }

  function fillTopics() {
    const names = [...new Set(answers.map((each) => each.topic).filter(Boolean))];
    const chosen = topic.value;
    for (const option of [...topic.options].slice(1)) option.remove();
    for (const name of names) topic.add(new Option(name, name, false, name === chosen));
    topic.closest(".field").hidden = names.length < 2;
  }

  async function load() {
    const known = await knownAnswers().catch(() => undefined);
    if (known && known.read === read) return;
    read = known ? known.read : null;
    const isSame = known && known.tag && known.tag === words.tag;
    if (known && !isSame) {
      answers = known.answers.map((each) => ({ ...each, weights: weighed(each.question, [], [each.text]) }));
      words.tag = known.tag || "";
      fillTopics();
    }
    if (!isSame) show();
    missing.hidden = read !== null;
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(show, REST);
  }

  const asks = new URLSearchParams(window.location.hash.slice(1)).get("q");
  if (asks) typed.value = asks;
  typed.addEventListener("input", soon);
  topic.addEventListener("change", show);
  const end = onChange((store) => store === "kept" && load());
  await load();
  root.dataset.ready = "";
  await freshAnswers();
  await load();
  return end;
}
