// Brings the page of the queue to life.

import { start } from "./queue.js";

const root = document.querySelector("[data-queue]");
if (root) start(root);
