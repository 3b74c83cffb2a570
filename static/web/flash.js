// Gives each message of [data-flashes] a button that takes it away.

const CROSS = "M6.5 6.5l11 11M17.5 6.5l-11 11";

function crossIcon() {
  const namespace = "http://www.w3.org/2000/svg";
  const icon = document.createElementNS(namespace, "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", CROSS);
  icon.append(path);
  return icon;
}

for (const messages of document.querySelectorAll("[data-flashes]")) {
  for (const message of messages.children) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "flash-close";
    button.setAttribute("aria-label", messages.dataset.close);
    button.append(crossIcon());
    button.addEventListener("click", () => {
      message.remove();
      document.getElementById("main").focus();
    });
    message.append(button);
  }
}
