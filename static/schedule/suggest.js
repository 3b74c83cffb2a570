// Days that suit, fetched whenever another place, team or campaign is chosen. A click takes the day into the form.
// Without this script the buttons send the form, which comes back with the day filled in.

import { pageOf } from "../web/page.js";

const part = document.querySelector("[data-suggest]");
const form = part && part.closest("form");
let asked = "";

function address() {
  const said = new URLSearchParams();
  said.set("place", form.elements.place_id.value);
  said.set("team", form.elements.lead_team_id.value);
  const edition = form.querySelector("input[name=edition_ids]:checked");
  if (edition) said.set("edition", edition.value);
  if (part.dataset.but) said.set("but", part.dataset.but);
  return said.get("place") && said.get("team") ? `${part.dataset.suggest}?${said}` : "";
}

// The one that the form says now looks taken.
function mark() {
  const said = ["starts_on", "starts_at", "ends_at"].map((name) => form.elements[name].value).join(" ");
  for (const each of part.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each.value === said));
}

async function suggest() {
  mark();
  const wanted = address();
  if (wanted === asked) return;
  asked = wanted;
  if (!wanted) {
    part.replaceChildren();
    return;
  }
  try {
    const answer = await fetch(wanted, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected || wanted !== asked) return;
    const parsed = pageOf(await answer.text());
    part.replaceChildren(...parsed.body.children);
    mark();
  } catch {
    asked = ""; // no signal: the next choice asks again
  }
}

function take(event) {
  const button = event.target.closest("button[name=slot]");
  if (!button) return;
  event.preventDefault();
  const [day, start, end] = button.value.split(" ");
  for (const [name, value] of [["starts_on", day], ["starts_at", start], ["ends_at", end]]) {
    form.elements[name].value = value;
  }
  form.elements.ends_on.value = "";
  form.elements.starts_on.dispatchEvent(new Event("change", { bubbles: true }));
}

if (part) {
  const ask = form.querySelector("[data-suggest-ask]");
  const begin = () => {
    ask.hidden = true;
    form.addEventListener("change", suggest);
    form.addEventListener("input", suggest);
  };
  part.addEventListener("click", take);
  ask.addEventListener("click", (event) => {
    event.preventDefault();
    begin();
    suggest();
  });
  if (!part.dataset.but || part.children.length) {
    asked = part.children.length ? address() : ""; // the page came with these; else a place may be chosen already
    begin();
    suggest();
  }
}
