// Menus made of <details data-menu>: one open at a time, closed by Escape or a tap elsewhere.

const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What opens at the lower edge of the rail is shown whole: in large type it would open out of sight.
for (const more of document.querySelectorAll(".masthead-tools details")) {
  more.addEventListener("toggle", () => {
    if (more.open) more.scrollIntoView({ block: "nearest" });
  });
}
