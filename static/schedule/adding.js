// Names to tap that add themselves to a field of names: each once, joined as the bureau writes them.

for (const part of document.querySelectorAll("[data-adds-to]")) {
  const field = document.getElementById(part.dataset.addsTo);
  part.hidden = false;
  part.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const names = field.value.split(/[、，,;；\n]/).map((name) => name.trim()).filter(Boolean);
    const name = button.textContent.trim();
    if (!names.includes(name)) names.push(name);
    field.value = names.join("、");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
