// Brings the page of an event's log to life. Without this module each touch is an ordinary form.

import { start } from "./desk.js";

const root = document.querySelector("[data-log]");
if (root) start(root);
