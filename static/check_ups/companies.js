// Choosing the company: those that are likely here stand ready, any other is found or typed.

import { filled } from "../logbook/words.js";
import { companiesAt, companiesLike } from "./choosing.js";

export function startCompanies(desk) {
  const [typed, list, take] = ["typed", "companies", "take-new"].map(desk.slot);

  function button(company) {
    const line = desk.shape("company");
    const made = line.querySelector("button");
    made.textContent = company.name;
    made.addEventListener("click", () => desk.go({ company }));
    return line;
  }

  function offer() {
    const offered = companiesAt(desk.here, desk.facts, desk.all);
    const { found, isNew } = companiesLike(typed.value, offered, desk.facts);
    const key = JSON.stringify(found);
    if (list.dataset.key !== key) list.replaceChildren(...found.map(button));
    list.dataset.key = key;
    const name = typed.value.trim();
    take.hidden = !isNew;
    take.textContent = filled(desk.words.takeNew, { name });
  }

  function takeTyped() {
    const name = typed.value.trim().replace(/\s+/g, " ");
    const { found, isNew } = companiesLike(name, companiesAt(desk.here, desk.facts, desk.all), desk.facts);
    if (isNew) desk.go({ company: { id: null, name } });
    else if (name && found.length === 1) desk.go({ company: found[0] });
  }

  typed.addEventListener("input", () => desk.here && offer());
  typed.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && desk.here && takeTyped());
  take.addEventListener("click", takeTyped);
  return (_where, isNew) => {
    if (isNew) typed.value = "";
    offer();
  };
}
