// A search field above a long list of checkboxes; what is ticked stays in sight, a number typed beside ticks its line.

import { fits } from "./matching.js";

function enhance(picker) {
  const lines = [...picker.querySelectorAll(".pick")];
  const list = picker.querySelector(".picks");
  if (!list || lines.length < 8) return;
  const search = document.createElement("input");
  search.type = "search";
  search.className = "input pick-search";
  search.placeholder = picker.dataset.search;
  search.setAttribute("aria-label", `${picker.querySelector("legend").textContent.trim()}: ${picker.dataset.search}`);
  search.autocomplete = "off";
  const none = document.createElement("p");
  none.className = "pick-none";
  none.textContent = picker.dataset.none;
  none.hidden = true;
  list.before(search);
  list.append(none);

  search.addEventListener("input", () => {
    let shown = 0;
    for (const line of lines) {
      const ticked = line.querySelector("input[type=checkbox]").checked;
      line.hidden = !ticked && !fits(line.dataset.words, search.value);
      shown += line.hidden ? 0 : 1;
    }
    for (const head of list.querySelectorAll(".pick-head")) {
      head.hidden = ![...head.nextElementSibling.children].some((line) => !line.hidden);
    }
    none.hidden = shown > 0;
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // Enter here means "that one", never "save the form"
    const found = lines.filter((line) => !line.hidden && !line.querySelector("input[type=checkbox]").checked);
    if (search.value && found.length === 1) found[0].querySelector("input[type=checkbox]").click();
  });
}

for (const picker of document.querySelectorAll("[data-picker]")) {
  picker.dataset.enhanced = "";
  enhance(picker);
  picker.addEventListener("input", (event) => {
    const line = event.target.closest(".pick");
    if (line && event.target.matches("input.pick-beside") && event.target.value) {
      line.querySelector("input[type=checkbox]").checked = true;
    }
  });
}
