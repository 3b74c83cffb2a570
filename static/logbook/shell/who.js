// Who of us was there, on the page of an event without signal: those whom the plan proposes, to tick.

import { startPresences } from "../attendance/presences.js";

export function whoWasThere(root, staff) {
  const form = root.querySelector("form[data-presences]");
  const list = form.querySelector("[data-people]");
  const blank = list.firstElementChild;
  for (const { id, name } of staff) {
    const choice = blank.cloneNode(true);
    const input = choice.querySelector("input");
    Object.assign(input, { value: id, checked: true });
    input.dataset.name = name;
    choice.querySelector("span").textContent = name;
    list.append(choice);
  }
  blank.remove();
  if (staff.length > 0) startPresences(form);
  else root.querySelector("#who").remove();
}
