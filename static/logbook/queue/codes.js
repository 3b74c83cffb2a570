// A sequence of QR codes, one at a time, drawn as SVG.

import { qrMatrix } from "./qr.js";
import { filled } from "../words.js";
import { write } from "./said.js";

const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4; // light modules around a code

function drawing(text, label) {
  const rows = qrMatrix(text);
  const size = rows.length + 2 * QUIET;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("shape-rendering", "crispEdges");
  const path = document.createElementNS(SVG, "path");
  const dark = rows.map((row, y) => row.map((bit, x) => (bit ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")).join("")).join("");
  path.setAttribute("d", dark);
  svg.append(path);
  return svg;
}

// Shows the texts in `part`, which has [data-code], [data-place], [data-before] and [data-next]; `words` names the picture.
export function showCodes(part, texts, words) {
  let at = 0;
  const show = () => {
    const label = filled(words, { number: at + 1, count: texts.length });
    part.querySelector("[data-code]").replaceChildren(drawing(texts[at], label));
    write(part.querySelector("[data-place]"), label);
    part.querySelector("[data-before]").disabled = at === 0;
    part.querySelector("[data-next]").disabled = at === texts.length - 1;
  };
  const go = (step) => () => {
    at = Math.min(Math.max(at + step, 0), texts.length - 1);
    show();
  };
  part.querySelector("[data-before]").onclick = go(-1);
  part.querySelector("[data-next]").onclick = go(1);
  part.hidden = false;
  show();
}
