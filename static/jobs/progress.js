// Follows a list that is being worked on, and opens its page once that is over. Without this script the page asks again.

const WAIT = 700;
const run = document.querySelector("[data-run]");
const bar = run.querySelector("[data-run-bar]");
const live = run.querySelector("[data-run-live]");
let heard = "";

// Read aloud: each phase as it begins, and each quarter of it, not every row.
function announce({ phase, done, total, said }) {
  const quarter = total ? Math.floor((4 * done) / total) : 0;
  const now = `${phase} ${quarter}`;
  if (now === heard) return;
  heard = now;
  live.textContent = said;
}

function show(told) {
  run.querySelector("[data-run-said]").textContent = told.said;
  if (told.total) {
    bar.max = told.total;
    bar.value = told.done;
  } else {
    bar.removeAttribute("value");
  }
  announce(told);
}

async function follow() {
  try {
    const answer = await fetch(run.dataset.run, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    if (told.state !== "running") {
      location.reload();
      return;
    }
    show(told);
    setTimeout(follow, WAIT);
  } catch {
    setTimeout(follow, 5 * WAIT); // the server may be starting anew
  }
}

setTimeout(follow, WAIT);
