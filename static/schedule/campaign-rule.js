// Shows of a campaign's rule only the fields that the chosen rule needs; without a script all of them stand there.

const part = document.querySelector("[data-campaign-rule]");

function show() {
  const chosen = part.querySelector("input[type=radio]:checked");
  part.querySelectorAll("[data-for]").forEach((field) => {
    field.hidden = !chosen || !field.dataset.for.split(" ").includes(chosen.value);
  });
}

if (part) {
  part.addEventListener("change", show);
  show();
}
