// Bundle buttons beside "taken along" and "left over", and what the two make; and the way from a counter to typing.

function whole(text) {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : null;
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
    const [had, rest] = [whole(taken.value), whole(left.value)];
    result.hidden = had === null || rest === null || rest > had;
    result.textContent = result.hidden ? "" : filled(result.dataset.words, had - rest, unit);
  }

  for (const button of buttons) {
    const input = document.getElementById(button.dataset.bundleFor);
    button.addEventListener("click", () => {
      input.value = (whole(input.value) || 0) + Number(chosen().bundle);
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
