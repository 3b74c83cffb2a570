// Text areas as high as their text, where the style sheet can't say so: Chromium knows field-sizing since 123.

const isSized = typeof CSS !== "undefined" && CSS.supports("field-sizing", "content");

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}

/** Make the text areas within `root` as high as what stands in them. */
export function growIn(root) {
  if (!isSized) root.querySelectorAll("textarea").forEach(grow);
}

/** Keep them so while somebody writes, and when the window becomes another width. */
export function keepGrowing(root) {
  if (isSized) return;
  growIn(root);
  root.addEventListener("input", (event) => {
    if (event.target.matches && event.target.matches("textarea")) grow(event.target);
  });
  window.addEventListener("resize", () => growIn(root));
}
