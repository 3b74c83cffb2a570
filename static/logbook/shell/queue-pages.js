// The pages of the queue without signal: the same shapes and scripts as the server's (templates/logbook/carried/queue_body.html).

import { start as startPhotos } from "../photos/photos.js";
import { start as startCarry } from "../queue/carry.js";
import { start as startQueue } from "../queue/queue.js";
import { copy } from "./drawing.js";

const PAGES = { queue: startQueue, carry: startCarry };

// "queue" or "carry" where `path` (below the root) asks for one of them.
export function queuePageAsked(path) {
  const found = /^log\/(queue|carry)\/?$/.exec(path);
  return found && found[1];
}

// Puts the page in by `show(part)`, once, and brings it to life.
export function startQueuePage(name, show) {
  show(copy(name));
  const photos = document.querySelector("[data-photos]");
  if (photos) startPhotos(photos);
  return PAGES[name](document.querySelector(`[data-${name}]`));
}
