// A search field above a long list of places: it keeps in the list what fits, and takes it when one place is left.

import { fits } from "./matching.js";

function enhance(part) {
  const select = part.querySelector("select");
  if (!select || select.options.length < 12) return;
  const all = [...select.options];
  const search = document.createElement("input");
  search.type = "search";
  search.className = "place-search";
  search.placeholder = part.dataset.label;
  search.setAttribute("aria-label", part.dataset.label);
  search.autocomplete = "off";
  select.before(search);

  search.addEventListener("input", () => {
    const chosen = select.value;
    const found = all.filter((option) => option.value && fits(option.text, search.value));
    const kept = all.filter((option) => !option.value || option.value === chosen || found.includes(option));
    select.replaceChildren(...kept);
    select.value = search.value && found.length === 1 ? found[0].value : chosen;
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

for (const part of document.querySelectorAll("[data-place-search]")) enhance(part);
