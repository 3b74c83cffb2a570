// Brings the check-up of a page that the server made to life.

import { start } from "./check-up.js";

const root = document.querySelector("main [data-check-up]");
if (root) start(root);
