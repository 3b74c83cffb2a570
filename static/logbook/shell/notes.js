// Words that a person should read before the first tap, each once a day until it is put away: that this address can't be opened
// without signal, that WeChat's browser is not the one to use, that the log can be put on the home screen.

import { isDue, isInstalled, isIphone, isWechat } from "./notes-rules.js";

const KEY = "outreach-notes";

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

function write(name, now) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...read(), [name]: now }));
  } catch {
    // Then it is said again.
  }
}

function show(note, name) {
  if (!note || !note.hidden) return;
  note.hidden = false;
  document.getElementById("main").prepend(note);
  const close = note.querySelector("[data-put-away]");
  close.addEventListener("click", () => {
    write(name, Date.now());
    note.remove();
    document.getElementById("main").focus();
  });
}

function part(name) {
  const note = document.querySelector(`[data-note="${name}"]`);
  return note && isDue(read()[name], Date.now(), name) ? note : null;
}

// Only where the browser offers it, and on an iPhone, where nothing can be offered and one has to be told.
function install() {
  if (isInstalled(window)) return;
  const note = part("install");
  if (!note) return;
  const button = note.querySelector("[data-install]");
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    button.hidden = false;
    button.addEventListener("click", () => {
      note.remove();
      event.prompt();
    });
    show(note, "install");
    write("install", Date.now());
  });
  if (isIphone(navigator.userAgent) && !isWechat(navigator.userAgent)) {
    note.querySelector("[data-iphone]").hidden = false;
    show(note, "install");
    write("install", Date.now());
  }
}

const agent = navigator.userAgent;
if (isWechat(agent)) {
  const note = part("wechat");
  if (note) {
    note.querySelector(isIphone(agent) ? "[data-android]" : "[data-iphone]").remove();
    show(note, "wechat");
  }
} else {
  if (!window.isSecureContext) {
    show(part("http"), "http");
    if (document.querySelector("[data-stay]")) import("./stay.js");
  }
  install();
}
