// Brings the page of an event's log to life. Without this module each touch is an ordinary form.

import { start } from "./desk.js";

// All that these modules import, named at once: with little signal each further round to the server costs half a second.
import "./changes.js";
import "./counters.js";
import "./database.js";
import "./facts.js";
import "./field-errors.js";
import "./find.js";
import "./ids.js";
import "./items.js";
import "./kept.js";
import "./none.js";
import "./number.js";
import "./pieces.js";
import "./posting.js";
import "./refresh.js";
import "./saving-bar.js";
import "./sealing.js";
import "./sending-rules.js";
import "./sending.js";
import "./store.js";
import "./switches.js";
import "./three-numbers.js";
import "./three-rules.js";
import "./words.js";
import "../web/root.js";

const root = document.querySelector("[data-log]");
if (root) start(root);
