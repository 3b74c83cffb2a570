// One letter follows the link that carries it: t today, p and n the months around, m month, l list, c a new event.

const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;

export function linkFor(event, root) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return null;
  const key = event.key.toLowerCase();
  return /^[a-z]$/.test(key) ? root.querySelector(`a[data-key="${key}"]`) : null;
}

document.addEventListener("keydown", (event) => {
  const link = linkFor(event, document);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
