// Asks before a page is left with things typed into a form[data-warn-unsaved] and not sent.
// data-unsaved marks a form that came back with errors: what it holds was never saved.

const unsaved = new Set();

for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
  if (form.hasAttribute("data-unsaved")) unsaved.add(form);
  form.addEventListener("input", () => unsaved.add(form));
  form.addEventListener("submit", () => unsaved.clear());
}

window.addEventListener("beforeunload", (event) => {
  if (unsaved.size === 0) return;
  event.preventDefault();
  event.returnValue = "";
});
