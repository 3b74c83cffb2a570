// A day or time that the browser can't read (30 February, half a time) would be sent as nothing: it stays here instead,
// and its field says so in the words of its data-unreadable.

function unsay(input) {
  const said = document.getElementById(`${input.id}-unreadable`);
  if (!said) return;
  said.remove();
  input.removeAttribute("aria-invalid");
  input.removeAttribute("aria-describedby");
}

function say(input) {
  unsay(input);
  const said = document.createElement("p");
  said.className = "field-error";
  said.id = `${input.id}-unreadable`;
  said.textContent = input.dataset.unreadable;
  input.before(said);
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", said.id);
  input.addEventListener("input", () => unsay(input), { once: true });
}

// Before all others that listen to the form: to them nothing was sent.
document.addEventListener(
  "submit",
  (event) => {
    const wrong = [...event.target.elements].filter((each) => each.dataset.unreadable && each.validity.badInput);
    if (wrong.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wrong.forEach(say);
    for (let part = wrong[0].closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    wrong[0].focus();
  },
  true,
);
