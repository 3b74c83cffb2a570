// Brings the answers of a page that the server made to life.

import { start } from "./answers.js";

const root = document.querySelector("main [data-answers]");
if (root) start(root);
