// A search field above a long list of places: it keeps in the list what fits, says how many that are, and takes the one
// that is left. A place that was chosen before and does not fit any more is no longer chosen.

import { fits } from "./matching.js";

function enhance(part) {
  const select = part.querySelector("select");
  if (!select || select.options.length < 12) return;
  const all = [...select.options];
  let chosen = select.value;
  const search = document.createElement("input");
  search.type = "search";
  search.className = "place-search";
  search.placeholder = part.dataset.label;
  search.setAttribute("aria-label", part.dataset.label);
  search.autocomplete = "off";
  const found = document.createElement("p");
  found.className = "place-found";
  found.setAttribute("role", "status");
  select.before(search, found);

  select.addEventListener("change", () => {
    chosen = select.value;
  });
  search.addEventListener("input", () => {
    const asked = search.value.trim();
    const fitting = all.filter((option) => option.value && fits(option.text, asked));
    select.replaceChildren(...all.filter((option) => !option.value || fitting.includes(option)));
    const keeps = fitting.some((option) => option.value === chosen);
    if (!keeps && asked && fitting.length === 1) chosen = fitting[0].value;
    select.value = fitting.some((option) => option.value === chosen) ? chosen : "";
    if (!asked) found.textContent = "";
    else if (fitting.length === 0) found.textContent = part.dataset.none;
    else found.textContent = part.dataset.found.replace("{count}", fitting.length);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

for (const part of document.querySelectorAll("[data-place-search]")) enhance(part);
