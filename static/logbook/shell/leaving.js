// Signing out takes what this phone knows of the person's days, and keeps what was counted. What waits is said on the next
// page. Its words stand in [data-leaving].

import { items, keep } from "../store/store.js";

const NOTE = "outreach-left";
const PATIENCE = 1500; // a store that does not answer keeps nobody signed in

const leaving = document.querySelector("[data-leaving]");

async function forget() {
  const waiting = await items({ states: ["draft", "waiting", "aside"] });
  await keep("facts", null);
  await keep("answers", null);
  await keep("checking", null);
  await keep("person", null);
  if (waiting.length > 0) sessionStorage.setItem(NOTE, String(waiting.length));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches('form[data-sign-out], form[action$="/sign-out"], form[action$="/phones/unpair"]') || form.dataset.forgotten) return;
  event.preventDefault();
  const go = () => {
    form.dataset.forgotten = "";
    form.submit();
  };
  Promise.race([forget(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]).then(go, go);
});

// "13 numbers are still here", once, on the page that a person comes to.
function say() {
  const count = sessionStorage.getItem(NOTE);
  if (!count) return;
  sessionStorage.removeItem(NOTE);
  leaving.querySelector("[data-words]").textContent = leaving.dataset.words.replace("{count}", () => count);
  leaving.hidden = false;
  document.getElementById("main").prepend(leaving);
}

if (leaving) {
  try {
    say();
  } catch {
    // No session storage: the number waiting still stands on every page.
  }
}
