// Picking a figure: what it is worth today comes below its fields by itself.

import { pageOf } from "../web/page.js";

for (const picking of document.querySelectorAll("[data-picking]")) {
  const shown = picking.querySelector("[data-picked]");
  const fields = [...picking.querySelectorAll("select")];
  let asked = 0;

  async function show() {
    const number = (asked += 1);
    const address = new URL(picking.dataset.picking, document.baseURI);
    for (const field of fields) if (field.value) address.searchParams.set(field.name.split("-").pop(), field.value);
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected || number !== asked) return;
    shown.replaceChildren(...pageOf(await answer.text()).body.childNodes);
  }

  picking.querySelector("[name$=looks]").hidden = true;
  for (const field of fields) field.addEventListener("change", () => show().catch(() => {}));
}
