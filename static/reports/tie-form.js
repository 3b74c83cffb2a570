// What goes into a cell: only the fields of the chosen kind are shown.

for (const form of document.querySelectorAll("[data-tie-form]")) {
  const kind = form.querySelector("[name=kind]");
  const show = () => {
    for (const part of form.querySelectorAll("[data-of]")) part.hidden = part.dataset.of !== kind.value;
  };
  kind.addEventListener("change", show);
  show();
}
