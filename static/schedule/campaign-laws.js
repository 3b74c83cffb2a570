// Ticking a campaign ticks the laws that it explains, but none that the person has unticked; unticking it takes back
// what it brought, as far as no other ticked campaign explains it too.

const laws = document.querySelector("[data-laws-of]");
const editions = [...document.querySelectorAll("input[name=edition_ids]")];
const brought = new Set();
const refused = new Set();

function explained() {
  const lawsOf = JSON.parse(laws.dataset.lawsOf);
  return new Set(editions.filter((box) => box.checked).flatMap((box) => lawsOf[box.value] || []));
}

function offer() {
  const wanted = explained();
  for (const box of laws.querySelectorAll("input[name=law_ids]")) {
    if (wanted.has(box.value) && !box.checked && !refused.has(box.value)) {
      box.checked = true;
      brought.add(box.value);
    } else if (!wanted.has(box.value) && brought.delete(box.value)) {
      box.checked = false;
    }
  }
}

if (laws) {
  laws.addEventListener("change", ({ target }) => {
    brought.delete(target.value);
    if (target.checked) refused.delete(target.value);
    else refused.add(target.value);
  });
  for (const box of editions) box.addEventListener("change", offer);
}
