// How what waits leaves the phone without a network: as a file, as text, as pictures for a colleague's phone.

import { ROOT } from "../../web/root.js";
import { items, kept, seal } from "../store/store.js";
import { showCodes } from "./codes.js";
import { download, fileName, fileOf } from "./file.js";
import { canPack, links } from "./packing.js";
import { room } from "./qr.js";

const MOST_SHOWN = 30; // more is a file
const MOST_BYTES = room(16); // larger codes are hard to read from a small screen
const OPEN = ["draft", "waiting", "aside"];

async function mine() {
  await seal({ all: true });
  const person = await kept("person");
  return { person, all: person ? await items({ person: person.id, states: OPEN }) : [] };
}

// What holds somebody's contact stays in the phone: a file is passed on.
function mayLeave(item) {
  return !item.body.contact;
}

export function mayShow(waiting) {
  return canPack(waiting, MOST_SHOWN);
}

export function startLeaving(root) {
  const part = root.querySelector("[data-part=leave]");
  part.querySelector("[data-save]").addEventListener("click", async () => {
    const { person, all } = await mine();
    const text = fileOf(all.filter(mayLeave), person, Date.now());
    download(text, fileName(new Date()));
    part.querySelector("textarea").value = text;
    part.querySelector("[data-text]").hidden = false;
  });
  part.querySelector("[data-codes]").addEventListener("click", async () => {
    const { person, all } = await mine();
    const waiting = all.filter((each) => each.state === "waiting");
    if (mayShow(waiting)) showCodes(part.querySelector("[data-code-part]"), links(waiting, person, new URL("log/carry", ROOT).href, MOST_BYTES), root.dataset.picture);
  });
}
