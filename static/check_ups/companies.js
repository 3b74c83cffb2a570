// Choosing the company: those that are likely here stand ready, any other is found or typed. A name that is near those of others
// is asked about before it makes a new one.

import { filled } from "../logbook/words.js";
import { companiesAt, companiesLike, companiesNear } from "./choosing.js";

export function startCompanies(desk) {
  const [typed, list, take, which] = ["typed", "companies", "take-new", "which"].map(desk.slot);
  let asked = ""; // the name of which it is asked whether it is one of those near it

  const nameTyped = () => typed.value.trim().replace(/\s+/g, " ");

  function button(company) {
    const line = desk.shape("company");
    const made = line.querySelector("button");
    const { id, name } = company;
    made.textContent = company.in ? `${name} · ${company.in}` : name;
    made.addEventListener("click", () => desk.go({ company: { id, name } }));
    return line;
  }

  function offer() {
    const name = nameTyped();
    const offered = companiesAt(desk.here, desk.facts, desk.all);
    const { found, isNew } = companiesLike(name, offered, desk.facts);
    const isAsked = isNew && asked === name;
    const shown = isAsked ? companiesNear(name, offered, desk.facts) : found;
    const key = JSON.stringify(shown);
    if (list.dataset.key !== key) list.replaceChildren(...shown.map(button));
    list.dataset.key = key;
    which.hidden = !isAsked;
    take.hidden = !isNew;
    take.classList.toggle("primary", !isAsked);
    take.textContent = filled(isAsked ? desk.words.newCompany : desk.words.takeNew, { name });
  }

  function takeTyped() {
    const name = nameTyped();
    const offered = companiesAt(desk.here, desk.facts, desk.all);
    const { found, isNew } = companiesLike(name, offered, desk.facts);
    if (isNew && asked !== name && companiesNear(name, offered, desk.facts).length) {
      asked = name;
      offer();
      which.focus();
    } else if (isNew) desk.go({ company: { id: null, name } });
    else if (name && found.length === 1) desk.go({ company: found[0] });
  }

  typed.addEventListener("input", () => desk.here && offer());
  typed.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && desk.here && takeTyped());
  take.addEventListener("click", takeTyped);
  return (_where, isNew) => {
    if (isNew) typed.value = asked = "";
    offer();
  };
}
