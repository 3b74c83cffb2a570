// One point of a list: its four buttons, what was found by whom, a note, photos.

import { start as startPhotos } from "../logbook/photos/photos.js";
import { clockTime, filled } from "../logbook/words.js";
import { noteLength } from "./note-length.js";
import { notePeople } from "./note-people.js";
import { isLawOut } from "./laws.js";
import { agreeingOf, headOf, noteToKeep, plainName } from "./rules.js";

const HEAVY = 3;
const REST = 400; // after the last letter of a note it is kept as it was typed,
const PAUSE = 8000; // and after this it is saved with the answer, as it is when the field or the page is left
const LEFT = 300; // a touch of another button takes the note with it

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = text === "";
}

function lawOf(words, { law, article }) {
  return law ? filled(words.law, { law, article: article || "" }).trim() : article || "";
}

// {point, element, show(standing, before), leave()}; `leave` saves what was typed.
export function pointRow(desk, point, number) {
  const { words, company } = desk;
  const element = desk.shape("point");
  const slot = (name) => element.querySelector(`[data-slot="${name}"]`);
  const buttons = [...element.querySelectorAll("[data-found]")];
  const [note, noteSaid, photoPlace] = ["note", "note-said", "photos"].map(slot);
  const length = noteLength(note, slot("note-left"), words);
  const people = notePeople(note, slot("note-people"), words);
  let standing = { all: [], heads: [], differs: false, found: null };
  const about = `${plainName(company.name)} ${point.key}`;
  let photos = null;
  let isTyped = false;
  let onto = null; // the id of the answer that stood when the note was begun
  let resting = 0;
  let pausing = 0;
  let saving = Promise.resolve();

  // What was typed is not to be saved as it is: it stays on this phone till it is put right, or allowed.
  const isHeld = () => length.isOver() || people.areNamed();
  const mineOrFirst = () => headOf(standing.heads);
  const who = (each) => (each.mine ? words.you : each.by);

  function sentence(each) {
    const said = filled(words.said, { found: words[each.found], name: who(each), time: clockTime(each.at) });
    return [said, each.note, each.waits && words.notUp].filter(Boolean).join(" · ");
  }

  // The note is in the answer now, unless it is held and `stays`; until then it is kept as it was typed, for a phone may die.
  async function give(found, text, stays = false) {
    isTyped = stays;
    clearTimeout(resting);
    clearTimeout(pausing);
    if (stays) desk.keepNote(about, note.value);
    const item = await desk.give(company, point, found, text);
    if (!item) isTyped = true;
    else if (!isTyped) desk.keepNote(about, "");
    return item;
  }

  function typing() {
    if (!isTyped) onto = (mineOrFirst() || { id: null }).id;
    isTyped = true;
    write(noteSaid, "");
    length.say();
    people.say();
    clearTimeout(resting);
    resting = setTimeout(() => desk.keepNote(about, note.value), REST);
    saveAfter(PAUSE);
  }

  function saveAfter(milliseconds) {
    clearTimeout(pausing);
    pausing = setTimeout(() => inTurn(keepNote), milliseconds);
  }

  // One after the other: a note that two moments would save is one answer.
  function inTurn(work) {
    saving = saving.then(work).catch(() => {});
    return saving;
  }

  async function answer(found) {
    const last = mineOrFirst();
    const stays = isTyped && isHeld();
    const typed = stays ? (last && last.mine && last.note) || "" : note.value.trim();
    const isSame = !standing.differs && standing.found === found && last && last.mine && last.note === typed;
    if (isSame) return;
    if (found === "risk") slot("more").open = true;
    await give(found, typed, stays);
  }

  async function keepNote(isMeant = false) {
    if (!isTyped && !isMeant) return;
    if (isMeant) people.allow();
    if (isHeld()) return;
    const kept = noteToKeep(standing, note.value.trim(), { isMeant, onto });
    if (kept === "first") write(noteSaid, words.noteFirst);
    else if (kept === null) settleNote();
    else if (await give(kept.found, kept.note)) write(noteSaid, words.noteKept);
  }

  // It says what stands there already.
  function settleNote() {
    isTyped = false;
    clearTimeout(resting);
    desk.keepNote(about, "");
    write(noteSaid, note.value.trim() ? words.noteKept : "");
  }

  function leave() {
    if (!isTyped) return;
    clearTimeout(pausing);
    desk.keepNote(about, note.value);
    inTurn(keepNote);
  }

  // The photos of a point come to the page only where somebody opens it.
  function openPhotos() {
    const last = mineOrFirst();
    if (!last) {
      photoPlace.textContent = words.photoFirst;
      return;
    }
    const isNew = !photos;
    photos = photos || desk.shape("photos");
    const subjects = standing.all.map((each) => each.id).join(" ");
    Object.assign(photos.dataset, { event: desk.event, title: desk.title, person: desk.person, about, subject: last.id, subjects });
    if (!isNew) return;
    photoPlace.replaceChildren(photos);
    startPhotos(photos);
  }

  function showHeads() {
    slot("differs").hidden = !standing.differs;
    const all = [...standing.heads, ...agreeingOf(standing)].map(sentence);
    const lines = standing.differs ? all : [];
    const list = slot("heads");
    if (list.dataset.key !== lines.join("\n")) {
      list.dataset.key = lines.join("\n");
      list.replaceChildren(...lines.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    }
    write(slot("said"), standing.differs ? "" : all.join("; "));
  }

  slot("number").textContent = `${number}.`;
  slot("title").textContent = point.title;
  slot("heavy").hidden = (point.weight || 0) < HEAVY;
  slot("law-out").hidden = !isLawOut(point, desk.here && desk.here.day);
  write(slot("look_at"), point.look_at || "");
  write(slot("law"), lawOf(words, point));
  slot("how").hidden = !point.look_at && !point.law && !point.article;
  for (const button of buttons) button.addEventListener("click", () => {
    clearTimeout(pausing);
    inTurn(() => answer(button.dataset.found));
  });
  note.addEventListener("input", typing);
  note.addEventListener("blur", () => isTyped && saveAfter(LEFT));
  if (desk.notes[about]) {
    note.value = desk.notes[about];
    isTyped = true;
    slot("more").open = true;
    people.say();
    saveAfter(LEFT);
  }
  slot("keep-note").addEventListener("click", () => inTurn(() => keepNote(true)));
  slot("more").addEventListener("toggle", () => slot("more").open && openPhotos());

  return {
    point,
    element,
    leave,
    show(now, before) {
      standing = now;
      for (const button of buttons) {
        button.setAttribute("aria-pressed", String(!now.differs && now.found === button.dataset.found));
        button.classList.toggle("said", now.differs && now.heads.some((each) => each.found === button.dataset.found));
      }
      element.dataset.state = now.differs ? "differs" : now.found || "open";
      slot("before").hidden = before !== "risk";
      const last = mineOrFirst();
      if (!isTyped && document.activeElement !== note) note.value = (last && last.note) || "";
      length.say();
      showHeads();
      if (slot("more").open) openPhotos();
    },
  };
}
