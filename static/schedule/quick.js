// Says under the field what the server understands by the time that was typed, and fills it from words to tap.

const part = document.querySelector("[data-understands]");
const input = part && part.querySelector("input");
const said = part && part.querySelector("[role=status]");
let waiting = 0;
let asked = 0;

async function ask() {
  const text = input.value.trim();
  const turn = (asked += 1);
  if (!text) {
    said.textContent = "";
    return;
  }
  try {
    const answer = await fetch(`${part.dataset.understands}?when=${encodeURIComponent(text)}`);
    const { words } = answer.ok && !answer.redirected ? await answer.json() : { words: "" };
    if (turn === asked) said.textContent = words || part.dataset.unclear;
  } catch {
    if (turn === asked) said.textContent = ""; // no network: the form itself says what it understands
  }
}

if (part) {
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
  const words = part.querySelector(".quick-words");
  words.hidden = false;
  words.addEventListener("click", (event) => {
    const button = event.target.closest("[data-says]");
    if (!button) return;
    input.value = button.dataset.says;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
}
