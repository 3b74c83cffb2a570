// The grid of a readings round: Enter and the arrows go from cell to cell, and cells of a sheet are pasted as they lie.

import { cellsOf, placed } from "./cells.js";

for (const body of document.querySelectorAll("[data-round]")) {
  const grid = Array.from(body.rows, (row) => Array.from(row.querySelectorAll("input")));

  const placeOf = (input) => {
    const row = grid.findIndex((inputs) => inputs.includes(input));
    return row < 0 ? null : [row, grid[row].indexOf(input)];
  };

  body.addEventListener("keydown", (event) => {
    const place = placeOf(event.target);
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!place || !step || event.isComposing || event.ctrlKey || event.metaKey) return;
    const next = grid[place[0] + step];
    if (event.key === "Enter" && !next) return; // Enter in the last row stores
    event.preventDefault();
    if (next && next[place[1]]) {
      next[place[1]].focus();
      next[place[1]].select();
    }
  });

  body.addEventListener("paste", (event) => {
    const place = placeOf(event.target);
    const cells = place && event.clipboardData && cellsOf(event.clipboardData.getData("text/plain"));
    if (!cells) return;
    event.preventDefault();
    for (const [row, column, text] of placed(cells, place[0], place[1], grid.length, grid[0].length)) {
      grid[row][column].value = text;
    }
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
