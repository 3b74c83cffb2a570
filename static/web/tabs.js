// A row of tabs that is longer than the screen opens where the current one is.

for (const list of document.querySelectorAll("[data-tabs]")) {
  const here = list.querySelector("[aria-current]");
  if (here) list.scrollLeft = here.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
}
