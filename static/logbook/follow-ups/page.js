// Starts the form for questions on a page that the server made.

import { start } from "./follow-up.js";

start(document);
