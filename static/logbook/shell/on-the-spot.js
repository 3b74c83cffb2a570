// The form of an event that nobody planned: made on this phone, with or without signal, and counted at once.

import { ROOT } from "../../web/root.js";
import { knownFacts } from "../store/facts.js";
import { newId } from "../store/ids.js";
import { makeItem } from "../store/items.js";
import { sendSoon } from "../sending/sending.js";
import { kept, takeOver } from "../store/store.js";
import { named } from "./event-line.js";
import { placesLike, placeWords, spotBody } from "./spot-rules.js";
import { later, offsetOf, wallTime } from "./wall-clock.js";

const HASH = "#on-the-spot";

// Makes the form of `section` work; `opens(id)` shows the event that was made.
export function startOnTheSpot(section, opens = (id) => window.location.assign(new URL(`log/${id}`, ROOT))) {
  const form = section.querySelector("form");
  const input = (name) => form.elements[name];
  const list = section.querySelector("[data-places]");
  let facts = null;
  let offset = -new Date().getTimezoneOffset();

  const here = () => wallTime(Date.now(), offset);

  function offer() {
    const places = facts ? placesLike(facts.places || [], input("place").value) : [];
    list.replaceChildren(...places.map(placeButton));
  }

  function placeButton(place) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.textContent = placeWords(place);
    button.addEventListener("click", () => {
      input("place").value = placeWords(place);
      list.replaceChildren();
      complain("place", false);
      suggest();
      form.querySelector("button.primary").focus();
    });
    item.append(button);
    return item;
  }

  // The title follows the place until a person writes one.
  function suggest() {
    const typed = input("place").value.trim();
    const name = typed.split("·").pop().trim();
    input("title").placeholder = typed ? section.dataset.title.replace("{place}", () => name) : "";
  }

  function complain(name, isWrong) {
    const field = form.querySelector(`[data-field="${name}"]`);
    field.classList.toggle("has-error", isWrong);
    field.querySelector("[data-error]").hidden = !isWrong;
    const control = field.querySelector("input, select");
    if (isWrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    if (isWrong) control.focus();
  }

  function teams() {
    const own = facts.person.teams;
    const field = form.querySelector('[data-field="team"]');
    field.hidden = own.length === 1;
    const offered = own.length > 0 ? facts.teams.filter((team) => own.includes(team.code)) : facts.teams;
    input("team").replaceChildren(...offered.map((team) => new Option(named(team), team.code)));
  }

  async function open() {
    const person = await kept("person");
    facts = (await knownFacts(person && person.id)) || null;
    if (facts) offset = offsetOf(facts.server_time);
    section.querySelector("[data-no-facts]").hidden = Boolean(facts);
    form.hidden = !facts;
    section.hidden = false;
    if (!facts) return;
    const now = here();
    input("starts").value = now.slice(11);
    input("ends").value = later(now.slice(0, 10), now.slice(11), 120).time;
    teams();
    offer();
    suggest();
    section.scrollIntoView({ block: "start" });
    input("place").focus();
  }

  function close() {
    section.hidden = true;
    if (window.location.hash === HASH) window.history.replaceState(null, "", window.location.pathname + window.location.search);
    document.querySelector("[data-open-spot]").focus();
  }

  async function make(event) {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(form));
    const asked = { places: facts.places || [], today: here().slice(0, 10), offset, words: section.dataset.title };
    const { body, title, missing } = spotBody(said, asked);
    for (const name of ["place", "time"]) complain(name, missing === name);
    if (missing) return;
    const id = newId();
    const item = makeItem({ what: "event", person: facts.person.id, event: id, body, label: title, title }, id, Date.now());
    try {
      await takeOver([item]);
    } catch {
      section.querySelector("[data-not-kept]").hidden = false;
      return;
    }
    sendSoon();
    section.hidden = true;
    opens(id);
  }

  input("place").addEventListener("input", () => {
    offer();
    suggest();
    complain("place", false);
  });
  form.addEventListener("submit", make);
  section.querySelector("[data-close-spot]").addEventListener("click", close);
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-spot]");
    if (!opener) return;
    event.preventDefault();
    open();
  });
  window.addEventListener("hashchange", () => window.location.hash === HASH && open());
  if (window.location.hash === HASH) open();
}
