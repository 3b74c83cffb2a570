// The line at the present hour goes on while the page stays open. The bureau's clock is the server's: it says where the
// line began, and here only the minutes since then are added.

const line = document.querySelector("[data-now]");

if (line) {
  const opened = Date.now();
  const began = Number(line.dataset.now);
  setInterval(() => {
    const minutes = began + Math.floor((Date.now() - opened) / 60000);
    line.style.setProperty("--hour", Math.floor(minutes / 60));
    line.style.setProperty("--quarter", (minutes % 60) / 15);
  }, 60000);
}
