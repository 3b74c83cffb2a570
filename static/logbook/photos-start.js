// Brings the photos of an event's page to life.

import { start } from "./photos.js";

for (const root of document.querySelectorAll("[data-photos]")) start(root);
