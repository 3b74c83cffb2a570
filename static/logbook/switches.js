// Which hand taps, and whether the screen stays on; both are remembered on this phone.

import { keep, kept } from "./store/store.js";

function press(button, isOn) {
  button.setAttribute("aria-pressed", String(isOn));
}

const isPressed = (button) => button.getAttribute("aria-pressed") === "true";

async function startHand(root, button) {
  const show = (isLeft) => {
    press(button, isLeft);
    root.dataset.hand = isLeft ? "left" : "right";
  };
  button.addEventListener("click", () => {
    show(!isPressed(button));
    keep("hand", isPressed(button) ? "left" : "right").catch(() => {});
  });
  show((await kept("hand")) === "left");
}

// The browser takes the lock back by itself when the page is hidden.
async function startAwake(button) {
  if (!navigator.wakeLock) {
    button.hidden = true; // plain http, an old phone: the phone's own settings are the only way
    return;
  }
  let lock = null;
  const hold = async () => {
    const isWanted = isPressed(button) && document.visibilityState === "visible";
    if (isWanted && (!lock || lock.released)) lock = await navigator.wakeLock.request("screen").catch(() => null);
    if (!isWanted && lock) await lock.release();
  };
  button.addEventListener("click", () => {
    press(button, !isPressed(button));
    keep("awake", isPressed(button)).catch(() => {});
    hold();
  });
  document.addEventListener("visibilitychange", hold);
  press(button, (await kept("awake")) !== false);
  hold();
}

export function startSwitches(desk) {
  const part = desk.root.querySelector("[data-phone-switches]");
  if (!part) return;
  part.hidden = false;
  startHand(desk.root, part.querySelector('[data-switch="hand"]')).catch(() => {});
  startAwake(part.querySelector('[data-switch="awake"]')).catch(() => {});
}
