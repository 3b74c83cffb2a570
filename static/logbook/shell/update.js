// Registers the service worker, and says when a new version waits. Nobody is moved to it in the middle of counting: it takes
// over when a person says so, and then the page is loaded anew. What waits to be sent lies in the phone's store and stays.

import { workerAt } from "../../web/page.js";

const REST = 1000;

export function keepWorker({ dataset }) {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const hadOne = Boolean(workers.controller);
  let isAsked = false;
  workers.addEventListener("controllerchange", () => {
    if (isAsked) window.location.reload();
    else if (hadOne) offer(null); // another tab has changed over: this page is still whole, and old
  });

  function offer(registration) {
    const notice = document.querySelector("[data-update]");
    if (!notice || !notice.hidden) return;
    notice.hidden = false;
    document.getElementById("main").prepend(notice);
    notice.querySelector("button").addEventListener("click", () => {
      isAsked = true;
      const { waiting } = registration || {}; // asked for now: a still newer one may have come while the notice stood there
      if (waiting) waiting.postMessage("take-over");
      else window.location.reload();
    });
  }

  // One that waits while another works is a new version; the first of all takes over by itself, and so does one that only speaks
  // another language.
  function follow(registration, coming) {
    coming.addEventListener("statechange", () => {
      if (coming.state === "installed" && registration.active) setTimeout(() => registration.waiting && offer(registration), 500);
    });
  }

  // The browser may have found it before this script was there.
  function watch(registration) {
    if (registration.waiting && registration.active) offer(registration);
    if (registration.installing) follow(registration, registration.installing);
    registration.addEventListener("updatefound", () => registration.installing && follow(registration, registration.installing));
  }

  const register = () => workers.register(workerAt(dataset.worker), { scope: dataset.scope }).then(watch, () => {});
  // The first of all keeps what the page has loaded, and is in nobody's way until it has.
  if (hadOne || document.readyState === "complete") register();
  else window.addEventListener("load", () => setTimeout(register, REST), { once: true });
}
