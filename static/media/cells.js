// Cells copied from a spreadsheet, as rows of texts. Pure: no page.

// The rows of `text`; null where it is a single cell, which a browser pastes well by itself.
export function cellsOf(text) {
  const rows = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((row) => row.split("\t").map((cell) => cell.trim()));
  return rows.length > 1 || rows[0].length > 1 ? rows : null;
}

// What goes where: [row, column, text] for each cell that lies within `rows` x `columns`, from `row`, `column` on.
export function placed(cells, row, column, rows, columns) {
  const found = [];
  cells.forEach((line, down) => {
    line.forEach((text, right) => {
      if (row + down < rows && column + right < columns) found.push([row + down, column + right, text]);
    });
  });
  return found;
}
