// A box with data-bring takes a file that is dropped on it, or pasted while it is open, into its file input.
// Without this module the inputs work as they are.

import { firstTaken, nameOf } from "./bring-rules.js";

function put(box, file) {
  const input = box.querySelector(".bring-input");
  const carried = new DataTransfer();
  carried.items.add(file);
  input.files = carried.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function tell(box, file) {
  box.querySelector("[data-bring-said]").textContent = file ? box.dataset.chosen.replace("{name}", () => file.name) : "";
}

function isShown(box) {
  return box.offsetParent !== null;
}

function start(box) {
  const inputs = [...box.querySelectorAll("input[type=file]")];
  box.querySelector("[data-bring-hint]").hidden = false;
  for (const input of inputs) {
    input.addEventListener("change", () => {
      if (!input.files.length) return;
      for (const other of inputs) if (other !== input) other.value = ""; // the one chosen last is meant
      tell(box, input.files[0]);
    });
  }
  for (const kind of ["dragenter", "dragover"]) {
    box.addEventListener(kind, (event) => {
      event.preventDefault();
      box.classList.add("over");
    });
  }
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("over");
    const file = firstTaken(event.dataTransfer.files);
    if (file) put(box, file);
  });
  document.addEventListener("paste", (event) => {
    const file = isShown(box) && event.clipboardData && firstTaken(event.clipboardData.files);
    if (!file) return; // a text is pasted where the cursor stands
    event.preventDefault();
    put(box, new File([file], nameOf(file, new Date()), { type: file.type }));
  });
}

for (const box of document.querySelectorAll("[data-bring]")) start(box);
