// One photo in the list: what it looks like, how far it is, whether faces are in view, and the buttons that fit its state.

import { newId } from "../store/ids.js";
import { onceMore } from "./rules.js";
import { sendPhotosNow } from "./sending.js";
import { changePhoto, putPhoto, removePhoto } from "../store/store.js";

function hour(instant) {
  return new Date(instant).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

// {state, show(photo, number, sending), progress(sending), remove()}, at the end of `list`.
export function photoRow(template, list, words) {
  const row = template.content.firstElementChild.cloneNode(true);
  const part = (name) => row.querySelector(`[data-row="${name}"]`);
  const [picture, title, text, note, bar] = ["picture", "title", "state", "note", "bar"].map(part);
  const [people, sheet, again, remove] = ["people", "sheet", "again", "remove"].map(part);
  let photo = null;
  let address = "";
  list.append(row);

  function reason() {
    return (photo.said && photo.said.message) || words.unreadable.replace("{name}", () => photo.name);
  }

  function sentence(sending) {
    if (photo.state === "saved") return words.saved.replace("{time}", () => hour(photo.settled));
    if (photo.state === "aside") return words.aside.replace("{why}", reason);
    if (sending.photo !== photo.id) return words.waiting;
    return words.sending.replace("{percent}", () => `${Math.floor((100 * sending.sent) / photo.size)}%`);
  }

  function progress(sending) {
    const said = sentence(sending);
    if (text.textContent !== said) text.textContent = said;
    const isGoing = photo.state === "waiting" && (sending.photo === photo.id || photo.sent > 0);
    bar.hidden = !isGoing;
    if (isGoing) bar.value = (sending.photo === photo.id ? sending.sent : photo.sent) / photo.size;
  }

  function depict(number) {
    title.textContent = photo.title;
    title.hidden = Boolean(words.event);
    const name = words.alt.replace("{number}", () => number);
    picture.alt = name;
    bar.setAttribute("aria-label", name);
    if (address || !photo.thumb) return;
    address = URL.createObjectURL(photo.thumb);
    picture.src = address;
    picture.hidden = false;
  }

  function describe(change) {
    changePhoto(photo.id, (old) => (old.state === "waiting" ? { ...old, ...change } : undefined)).then(sendPhotosNow, () => {});
  }

  people.addEventListener("change", () => describe({ showsPeople: people.checked }));
  sheet.addEventListener("change", () => describe(sheet.checked ? { kind: "scan", showsPeople: true } : { kind: "photo" }));
  remove.addEventListener("click", () => removePhoto(photo.id).catch(() => {}));
  again.addEventListener("click", async () => {
    const old = photo;
    await putPhoto(onceMore(old, newId()));
    await removePhoto(old.id);
    sendPhotosNow();
  });

  return {
    get state() {
      return photo.state;
    },
    show(now, number, sending) {
      photo = now;
      depict(number);
      const isWaiting = photo.state === "waiting";
      row.dataset.state = photo.state;
      people.checked = photo.showsPeople;
      people.disabled = !isWaiting || photo.kind === "scan";
      sheet.checked = photo.kind === "scan";
      sheet.disabled = !isWaiting;
      note.hidden = photo.state !== "saved" || !photo.showsPeople;
      again.hidden = photo.state !== "aside";
      remove.hidden = photo.state === "saved";
      progress(sending);
    },
    progress,
    remove() {
      if (address) URL.revokeObjectURL(address);
      row.remove();
    },
  };
}
