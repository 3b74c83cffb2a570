// Bundle buttons beside "taken along" and "left over", and what the two make; and the way from a counter to typing.

// What is typed in full width means the same: ２１５ is 215.
function plain(text) {
  return text.normalize("NFKC").replace(/[\s,]/g, "");
}

const BUNDLES = /^(\d+)(捆|bundles?)(?:\+(\d+))?$/i;

// The pieces that the text means, as the server reads it; null where only the server can say.
export function pieces(text, bundle) {
  const typed = plain(text);
  if (/^\d+$/.test(typed)) return Number(typed);
  const found = BUNDLES.exec(typed);
  return found && bundle ? Number(found[1]) * bundle + Number(found[3] || 0) : null;
}

// The text with one bundle more; null where it can't be read, and then it stays as it is.
export function withBundle(text, bundle) {
  const typed = plain(text);
  if (/^\d*$/.test(typed)) return String(Number(typed) + bundle);
  const found = BUNDLES.exec(typed);
  return found ? `${Number(found[1]) + 1}${found[2]}${found[3] ? `+${found[3]}` : ""}` : null;
}

function filled(words, quantity, unit) {
  return words.replace("{quantity}", () => quantity.toLocaleString(document.documentElement.lang)).replace("{unit}", () => unit);
}

function start(material) {
  const [taken, left, result] = ["taken", "left", "result"].map((name) => document.querySelector(`[data-three="${name}"]`));
  const buttons = document.querySelectorAll("[data-bundle-for]");
  const chosen = () => material.selectedOptions[0].dataset;

  function show() {
    const { bundle, unit } = chosen();
    for (const button of buttons) {
      button.hidden = !bundle;
      button.querySelector(".bundle-size").textContent = bundle;
    }
    const [had, rest] = [taken, left].map((input) => pieces(input.value, Number(bundle)));
    result.hidden = had === null || rest === null || rest > had;
    result.textContent = result.hidden ? "" : filled(result.dataset.words, had - rest, unit);
  }

  for (const button of buttons) {
    const input = document.getElementById(button.dataset.bundleFor);
    button.addEventListener("click", () => {
      const more = withBundle(input.value, Number(chosen().bundle));
      if (more === null) input.focus();
      else input.value = more;
      show();
    });
  }
  for (const input of [material, taken, left]) input.addEventListener("input", show);
  show();
}

function typing(what) {
  const quantity = what.form.querySelector("input[inputmode]");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-type]");
    if (!link) return;
    event.preventDefault();
    what.value = link.dataset.type;
    quantity.focus();
    document.getElementById("number").scrollIntoView({ block: "center" });
  });
}

const material = document.querySelector('[data-three="material"]');
if (material) start(material);
const what = document.querySelector("[data-what]");
if (what) typing(what);
