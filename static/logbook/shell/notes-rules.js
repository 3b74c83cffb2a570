// When which word is said. Nothing here touches the page or the clock.

const DAY = 24 * 3600 * 1000;

export function isWechat(agent) {
  return /MicroMessenger/i.test(agent);
}

export function isIphone(agent) {
  return /iPhone|iPad|iPod/.test(agent);
}

// Whether the log runs as an app of its own already.
export function isInstalled({ navigator, matchMedia }) {
  return navigator.standalone === true || Boolean(matchMedia && matchMedia("(display-mode: standalone)").matches);
}

// Whether a note that was put away at `at` (never: undefined) is said again: the home screen once, the others after a day.
// A clock that was set back says it again.
export function isDue(at, now, name) {
  if (typeof at !== "number") return true;
  return name !== "install" && (now - at >= DAY || now < at);
}

// Whether the worker has something to show for this path (worker.js has the same list).
export function opensWithoutSignal(path) {
  return /\/log(?:\/queue|\/carry|\/answers|\/[0-9a-f-]{36}(?:\/check-up)?)?\/?$/i.test(path);
}
