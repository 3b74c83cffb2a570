// Buttons with data-copy="id" copy the text (or the value) of that element and say so with their data-copied.
// They stay hidden where this module does not run.

const textOf = (element) => ("value" in element ? element.value : element.innerText).trim();

function copyBySelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

async function copyText(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // refused, as in some built-in browsers: the older way may still work
    }
  }
  return copyBySelection(text);
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  const label = button.querySelector("span") || button;
  const words = label.textContent;
  label.setAttribute("aria-live", "polite");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    if (!source || !(await copyText(textOf(source)))) return;
    button.focus();
    label.textContent = button.dataset.copied;
    setTimeout(() => {
      label.textContent = words;
    }, 2500);
  });
}
