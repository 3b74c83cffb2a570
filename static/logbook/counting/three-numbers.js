// Took, left, asked: bundle buttons, what the two make, further materials, and Done, which puts the lines into the queue.

import { findCounter, keyOf, rememberUse } from "./counters.js";
import { newId } from "../store/ids.js";
import { clearErrors, showError } from "../field-errors.js";
import { pieces, withBundle } from "./pieces.js";
import { sendSoon } from "../sending/sending.js";
import { addAll } from "../store/store.js";
import { threeLines } from "./three-rules.js";
import { amount, filled } from "../words.js";

const field = (row, name) => row.querySelector(`[data-three="${name}"]`);

function chosen(row) {
  const option = field(row, "material").selectedOptions[0];
  const [, code] = option.value.split(":");
  const { bundle, unit, name } = option.dataset;
  return { item: code || null, label: name, bundle: Number(bundle) || null, unit };
}

function drawRow(row, words) {
  const { bundle, unit } = chosen(row);
  for (const button of row.querySelectorAll("[data-bundle-for]")) {
    button.hidden = !bundle;
    button.querySelector(".bundle-size").textContent = bundle || "";
  }
  const [had, rest] = ["taken", "left"].map((name) => pieces(field(row, name).value, bundle));
  const result = field(row, "result");
  result.hidden = had === null || rest === null || rest > had;
  result.textContent = result.hidden ? "" : filled(words.handed_out, { quantity: amount(had - rest), unit });
}

function oneBundleMore(row, button, words) {
  const input = field(row, button.dataset.bundleFor);
  const more = withBundle(input.value, chosen(row).bundle);
  if (more === null) input.focus();
  else input.value = more;
  drawRow(row, words);
}

// A row for each planned material that has none yet; for the next one of the list where all have theirs.
function moreRows(form) {
  const rows = [...form.querySelectorAll("[data-row]")];
  const taken = new Set(rows.map((row) => field(row, "material").value));
  const free = [...field(rows[0], "material").options].filter((option) => !taken.has(option.value) && option.value !== "handout:");
  const planned = free.filter((option) => "planned" in option.dataset);
  const wanted = planned.length ? planned : free.slice(0, 1);
  return wanted.map((option) => addRow(form, rows[0], option.value));
}

function addRow(form, first, value) {
  const row = first.cloneNode(true);
  const suffix = newId().slice(-6);
  row.querySelectorAll("[data-asked]").forEach((asked) => asked.remove());
  clearErrors(row);
  for (const element of row.querySelectorAll("[id]")) element.id += suffix;
  for (const label of row.querySelectorAll("label[for]")) label.htmlFor += suffix;
  for (const input of row.querySelectorAll("input")) input.value = "";
  form.querySelector("[data-rows]").append(row);
  field(row, "material").value = value;
  return row;
}

// Enter goes from took to left to asked, as the key of the number pad says; only the last one is Done.
function nextField(event) {
  const at = event.target.dataset && event.target.dataset.three;
  if (event.key !== "Enter" || !["taken", "left"].includes(at)) return;
  const row = event.target.closest("[data-row]");
  const next = at === "taken" ? field(row, "left") : field(row, "asked");
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function typedIn(form) {
  const rows = [...form.querySelectorAll("[data-row]")];
  const read = (row) => ({ ...chosen(row), taken: field(row, "taken").value, left: field(row, "left").value });
  const [estimated, note] = ["estimated", "note"].map((name) => form.elements[`three-${name}`]);
  return { rows: rows.map(read), asked: field(rows[0], "asked").value, estimated: estimated.checked, note: note.value.trim() };
}

function empty(form) {
  const [first, ...others] = form.querySelectorAll("[data-row]");
  for (const row of others) row.remove();
  for (const name of ["taken", "left", "asked"]) field(first, name).value = "";
  form.elements["three-estimated"].checked = false;
  form.elements["three-note"].value = "";
}

export function startThree(desk) {
  const form = desk.root.querySelector("[data-three-form]");
  if (!form) return;
  const rows = () => [...form.querySelectorAll("[data-row]")];
  const drawAll = () => rows().forEach((row) => drawRow(row, desk.words));

  form.querySelector("[data-more-rows]").hidden = false;
  form.addEventListener("click", (event) => {
    const bundle = event.target.closest("[data-bundle-for]");
    if (bundle) oneBundleMore(bundle.closest("[data-row]"), bundle, desk.words);
    if (!event.target.closest("[data-more-rows]")) return;
    const [row] = moreRows(form);
    drawAll();
    if (row) field(row, "taken").focus();
  });
  form.addEventListener("input", drawAll);
  form.addEventListener("keydown", nextField);
  form.addEventListener("submit", async (event) => {
    if (desk.direct) return;
    event.preventDefault();
    clearErrors(form);
    const bare = findCounter(desk.root, "consultation", null);
    const typed = { ...typedIn(form), askedLabel: bare ? bare.getAttribute("aria-label") : "" };
    const { lines, wrong } = threeLines(typed, Boolean(desk.root.querySelector("[data-none-form]:not([hidden])")));
    if (wrong) {
      showError(field(rows()[wrong.row], wrong.field), desk.words[`three_${wrong.code}`]);
      return;
    }
    const act = newId();
    const at = new Date().toISOString();
    const { person, event: id, title } = desk;
    const facts = lines.map(({ label, ...body }) => ({ what: "tally", person, event: id, title, act, label: label || desk.words.none, body: { event: id, at, ...body } }));
    desk.lastTouched = form.querySelector("button.primary");
    if (!(await desk.stored(() => addAll(facts), facts.map((each) => each.label).join(", ")))) return;
    for (const { body } of facts) rememberUse(desk, keyOf({ kind: body.kind, code: body.item }));
    empty(form);
    drawAll();
    sendSoon();
  });
  drawAll();
}

