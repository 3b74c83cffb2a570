// Tells this tab and the others that something in the phone's store is another.

const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("outreach") : null;
const listeners = new Set();

function tell(store) {
  for (const listener of listeners) listener(store);
}
if (channel) channel.onmessage = (event) => tell(event.data);

export function changed(store) {
  tell(store);
  if (channel) channel.postMessage(store);
}

// Calls `listener("items" | "photos" | "kept")` after a change in this tab or another; gives what ends it.
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
