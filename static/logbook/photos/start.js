// Brings the photos of a page to life: at once where some are kept, else at the first touch. Photos are taken seldom, and
// their modules are a fifth of all that the log's page needs.

import { photos } from "../store/store.js";

function startSoon(root) {
  const inputs = [...root.querySelectorAll("input[data-photo-input]")];
  let started = null;

  // The phone's own way, or the form.
  function offer(isOurs) {
    const [own, plain] = ["choose", "plain"].map((name) => root.querySelector(`[data-photo-${name}]`));
    if (own) own.hidden = !isOurs;
    if (plain) plain.hidden = isOurs;
  }

  async function begin() {
    const { start } = await import("./photos.js");
    for (const input of inputs) input.removeEventListener("change", chosen);
    start(root);
  }

  function beginOnce() {
    started = started || begin().catch(() => {
      started = null;
      offer(false);
    });
    return started;
  }

  // What was chosen before the modules were there is handed on to them.
  async function chosen({ target }) {
    await beginOnce();
    if (started) target.dispatchEvent(new Event("change"));
  }

  for (const input of inputs) {
    input.addEventListener("click", beginOnce, { once: true });
    input.addEventListener("change", chosen);
  }
  offer(true);
  root.dataset.ready = "";
  // Where no page opens without signal, the open one has all it may need.
  if (!window.isSecureContext) return beginOnce();
  return photos().then((kept) => kept.length > 0 && beginOnce(), beginOnce);
}

for (const root of document.querySelectorAll("[data-photos]")) startSoon(root);
