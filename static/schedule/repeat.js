// Shows only what the chosen way of repeating asks for.

const ways = document.querySelectorAll("input[name=repeat]");

function show() {
  const chosen = [...ways].find((way) => way.checked);
  for (const part of document.querySelectorAll("[data-repeat]")) {
    part.hidden = Boolean(chosen) && !part.dataset.repeat.split(" ").includes(chosen.value);
  }
}

for (const way of ways) way.addEventListener("change", show);
show();
