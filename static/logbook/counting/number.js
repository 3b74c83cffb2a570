// Any number, typed: the form goes to the counter whose "type" was touched, and puts its line into the queue.

import { keyOf, rememberUse } from "./counters.js";
import { clearErrors, showError } from "../field-errors.js";
import { pieces, withBundle } from "./pieces.js";
import { sendSoon } from "../sending/sending.js";
import { add } from "../store/store.js";
import { amount, filled } from "../words.js";

function chosen(what) {
  const option = what.selectedOptions[0];
  if (!option) return null;
  const [kind, code] = option.value.split(":");
  const { bundle, unit, name } = option.dataset;
  return { kind, code: code || null, name, unit, bundle: Number(bundle) || null };
}

export function startNumber(desk) {
  const card = desk.root.querySelector("[data-number]");
  if (!card) return;
  const form = card.querySelector("[data-number-form]");
  const what = form.querySelector("[data-what]");
  const [quantity, note, estimated, by] = ["quantity", "note", "estimated", "counted_by"].map((name) => form.elements[`number-${name}`]);
  const button = form.querySelector("[data-number-add] span");
  const plain = button.textContent;

  function draw() {
    const thing = chosen(what);
    const bundle = form.querySelector("[data-type-bundle]");
    bundle.hidden = !(thing && thing.bundle);
    bundle.querySelector(".bundle-size").textContent = (thing && thing.bundle) || "";
    const typed = thing && pieces(quantity.value, thing.bundle);
    button.textContent = typed ? filled(desk.words.number_add, { quantity: `${amount(typed)} ${thing.unit}` }) : plain;
  }

  // The form stands where the thumb is: below the counter's own buttons.
  function open(link) {
    const counter = link.closest("[data-counter]");
    what.value = counter.dataset.counter;
    counter.after(card);
    card.classList.add("beside-counter");
    draw();
    quantity.focus({ preventScroll: true });
    card.scrollIntoView({ block: "center" });
  }

  desk.root.addEventListener("click", (event) => {
    const link = event.target.closest("a.typed");
    if (!link || desk.direct) return;
    event.preventDefault();
    open(link);
  });
  form.querySelector("[data-type-bundle]").addEventListener("click", () => {
    const more = withBundle(quantity.value, chosen(what).bundle);
    if (more !== null) quantity.value = more;
    quantity.focus();
    draw();
  });
  form.addEventListener("input", draw);
  form.addEventListener("submit", async (event) => {
    if (desk.direct) return;
    event.preventDefault();
    clearErrors(form);
    const thing = chosen(what);
    const typed = thing && pieces(quantity.value, thing.bundle);
    if (!typed) {
      showError(quantity, typed === null && quantity.value.trim() ? desk.words.number_unread : desk.words.number_blank);
      return;
    }
    const { kind, code, name, unit } = thing;
    const body = { event: desk.event, kind, item: code, quantity: typed, at: new Date().toISOString(), basis: estimated.checked ? "estimated" : "counted" };
    if (by && by.value && by.value !== desk.person) body.by = by.value;
    if (note.value.trim()) body.note = note.value.trim();
    const facts = { what: "tally", person: desk.person, event: desk.event, title: desk.title, label: name, unit, body };
    desk.lastTouched = form.querySelector("[data-number-add]");
    if (!(await desk.stored(() => add(facts), `+${typed} ${name}`))) return;
    rememberUse(desk, keyOf({ kind, code }));
    [quantity.value, note.value, estimated.checked] = ["", "", false];
    draw();
    sendSoon();
  });
  draw();
}

