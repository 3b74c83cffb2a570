// Pages of the log that draw themselves out of what the phone keeps, by the same shapes and scripts as the server's: what waits,
// a colleague's numbers, a check-up, the office's answers.

import { start as startAnswers } from "../../answers/answers.js";
import { start as startCheckUp } from "../../check_ups/check-up.js";
import { copy } from "./drawing.js";
import { queuePageAsked, startQueuePage } from "./queue-pages.js";

const CHECK_UP = /^log\/([0-9a-f-]{36})\/check-up\/?$/i;
const ANSWERS = /^log\/answers\/?$/;

// {name, event} where `path` (below the root) asks for one of them; null for any other.
export function ownPageAsked(path) {
  const queue = queuePageAsked(path);
  if (queue) return { name: queue };
  const found = CHECK_UP.exec(path);
  if (found) return { name: "check-up", event: found[1].toLowerCase() };
  return ANSWERS.test(path) ? { name: "answers" } : null;
}

// Puts the page in by `show(part)`, once, and brings it to life.
export function startOwnPage({ name, event }, show) {
  if (name === "queue" || name === "carry") return startQueuePage(name, show);
  const part = copy(name);
  const root = part.querySelector(`[data-${name}]`);
  if (event) root.dataset.event = event;
  show(part);
  return name === "check-up" ? startCheckUp(root) : startAnswers(root);
}
