// The typing page of a tally sheet: Enter goes on to the next field, and the sums stand above "Done".

import { quantity, sums } from "./sheet-sums.js";

const list = document.querySelector("[data-sheet]");
const form = list.closest("form");
const echo = form.querySelector("[data-sheet-sums]");
const done = form.querySelector("[data-done]");
const fields = () => [...list.querySelectorAll("input:not([type=hidden]), select")];

function rows() {
  return [...list.querySelectorAll("[data-total]")].map((total) => {
    const cells = total.closest("li");
    const took = cells.querySelector("[data-took]");
    const left = cells.querySelector("[data-left]");
    const typed = { took: took ? took.value : "", left: left ? left.value : "", total: total.value };
    const bundle = took ? Number(took.dataset.bundle) : 0;
    return { kind: total.dataset.kind, unit: total.dataset.unit, quantity: quantity({ ...typed, bundle }) };
  });
}

function show() {
  const said = sums(rows()).map((sum) => `${sum.kind} ${sum.quantity} ${sum.unit}`);
  echo.hidden = said.length === 0;
  echo.textContent = list.dataset.words.replace("{sums}", said.join(" · "));
}

list.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  const all = fields();
  const next = all[all.indexOf(event.target) + 1] || done;
  next.focus();
  if (next.select) next.select();
});
list.addEventListener("input", show);
show();
list.dataset.ready = "";
