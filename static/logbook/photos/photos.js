// Photos on an event's page: taken or chosen, made smaller, kept on the phone, sent behind the numbers. Words and places come
// from the data-attributes of [data-photos] (templates/evidence/photos.html); without this module a link leads to a form.
// Where no event is named, it lists what waits of all of them.
//
// For the page without signal: set data-event, data-title and data-person on the clone, then `start(root)`. Photos of what was
// found at the event: data-about says of what, and data-subject is the id of the answer that a new photo belongs to.

import { newId } from "../store/ids.js";
import { inOrder, isShownAt, makePhoto } from "./rules.js";
import { photoRow } from "./row.js";
import { onPhotoSending, sendPhotosNow, startPhotoSending } from "./sending.js";
import { shrunk, TooHeavy } from "./shrink.js";
import { sha256 } from "./sha256.js";
import { kept, onChange, persist, photos, putPhoto, StoreFailed } from "../store/store.js";

const FAILURES = ["unreachable", "signed_out", "other_person", "store", "behind"];

export function start(root) {
  const words = root.dataset;
  const list = root.querySelector("[data-photo-list]");
  const template = root.querySelector("template[data-photo-row]");
  const said = root.querySelector("[data-photo-said]");
  const rows = new Map();
  let sending = {};
  let trouble = "";

  const person = async () => words.person || ((await kept("person")) || {}).id;

  function say() {
    const failure = FAILURES.includes(sending.failure) ? words[sending.failure.replace(/_(.)/, (_, letter) => letter.toUpperCase())] : sending.message;
    const waits = [...rows.values()].some((row) => row.state === "waiting");
    const text = trouble || (waits && !sending.busy && failure) || "";
    if (said.textContent !== text) said.textContent = text;
    said.hidden = text === "";
  }

  async function show() {
    const mine = await person();
    const isHere = (each) => (words.event ? isShownAt(each, words) : each.state !== "saved");
    const here = inOrder(await photos()).filter((each) => each.person === mine && isHere(each));
    for (const [id, row] of rows) {
      if (here.some((each) => each.id === id)) continue;
      row.remove();
      rows.delete(id);
    }
    here.forEach((each, index) => {
      if (!rows.has(each.id)) rows.set(each.id, photoRow(template, list, words));
      rows.get(each.id).show(each, index + 1, sending);
    });
    list.hidden = here.length === 0;
    if (!words.event) root.hidden = here.length === 0;
    say();
  }

  // The phone's own way, or the form.
  function offer(isKept) {
    const [own, plain] = ["choose", "plain"].map((name) => root.querySelector(`[data-photo-${name}]`));
    if (own) own.hidden = !isKept;
    if (plain) plain.hidden = isKept;
  }

  async function keep(file) {
    const { blob, thumb, name } = await shrunk(file);
    const hash = await sha256(new Uint8Array(await blob.arrayBuffer()));
    const mine = await person();
    const { about = "", subject: id } = words;
    const known = (await photos()).some((each) => each.sha256 === hash && isShownAt(each, words) && each.person === mine);
    if (known) return words.twice;
    const subject = id ? { of: words.subjectOf, id } : null;
    const facts = { person: mine, event: words.event, subject, about, title: words.title, name, blob, thumb, sha256: hash };
    await putPhoto(makePhoto(facts, newId(), Date.now()));
    return "";
  }

  function why(error) {
    if (error instanceof TooHeavy) return words.tooHeavy;
    if (error instanceof StoreFailed) return error.why === "full" ? words.full : words.noStore;
    return words.unreadable;
  }

  // One after the other: two large pictures at once are too much for a small phone.
  async function take(files) {
    trouble = words.preparing;
    say();
    let last = "";
    for (const file of files) {
      try {
        last = (await keep(file)) || last;
      } catch (error) {
        last = why(error).replace("{name}", () => file.name);
      }
    }
    trouble = last;
    await show();
    persist();
    sendPhotosNow();
  }

  for (const input of root.querySelectorAll("input[data-photo-input]")) {
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      if (files.length > 0) take(files);
    });
  }

  onPhotoSending((state) => {
    sending = state;
    for (const row of rows.values()) row.progress(state);
    say();
  });
  onChange((store) => (store === "photos" || store === "kept") && show().catch(() => {}));
  offer(true);
  show().catch((error) => {
    trouble = why(error);
    offer(false);
    say();
  });
  startPhotoSending();
  root.dataset.ready = "";
}
