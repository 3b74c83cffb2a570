// One box above the list that ticks all rows of the page, and how many are ticked on the button that changes them.

const body = document.querySelector("[data-ticks]");
const boxes = body ? [...body.querySelectorAll('input[name="ids"]')] : [];
const corner = body && body.closest("table").querySelector("thead .media-tick");
const form = document.getElementById("ticked");

function tell(all) {
  const ticked = boxes.filter((box) => box.checked).length;
  all.checked = ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
  form.hidden = ticked === 0;
  form.querySelector("[data-count]").textContent = ticked ? ` (${ticked})` : "";
}

if (boxes.length && corner && form) {
  const label = document.createElement("label");
  label.className = "choice";
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", body.dataset.all);
  label.append(all);
  corner.append(label);
  const count = document.createElement("span");
  count.dataset.count = "";
  form.querySelector("button").append(count);
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell(all);
  });
  body.addEventListener("change", () => tell(all));
  tell(all);
}
