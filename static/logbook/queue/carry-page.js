// Brings the page for a colleague's lines to life; a second picture opens in the same window.

import { start } from "./carry.js";

const root = document.querySelector("[data-carry]");
if (root) start(root);
window.addEventListener("hashchange", () => window.location.hash && window.location.reload());
