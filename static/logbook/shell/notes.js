// Words that a person should read before the first tap, each once a day until it is put away: that this address can't be opened
// without signal, that WeChat's browser is not the one to use, that the log can be put on the home screen. And what to say of a
// page that can't be opened now.

import { isDue, isInstalled, isIphone, isWechat, opensWithoutSignal } from "./notes-rules.js";

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

// Without signal a touch that would end on the browser's own page of errors is answered here instead.
function stay(event, target) {
  const note = document.querySelector("[data-stay]");
  if (!note || navigator.onLine !== false || event.defaultPrevented) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // nobody is signed out by half
  const near = target.closest("main section, main header");
  if (near) near.after(note);
  else document.getElementById("main").prepend(note);
  note.hidden = false;
  note.scrollIntoView({ block: "center" });
  window.addEventListener("online", () => (note.hidden = true), { once: true });
}

function isElsewhere(link) {
  const isHere = link.pathname === window.location.pathname && link.search === window.location.search;
  const isPage = link.origin === window.location.origin && /^http/.test(link.protocol) && !link.hasAttribute("download");
  const isTaken = link.hasAttribute("data-open-spot"); // on-the-spot.js opens its form in the page
  return isPage && !isTaken && !(isHere && link.hash) && !opensWithoutSignal(link.pathname);
}

if (window.isSecureContext) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && isElsewhere(link)) stay(event, link);
  });
}
document.addEventListener("submit", (event) => stay(event, event.target));

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
