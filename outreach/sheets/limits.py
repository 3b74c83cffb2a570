"""How much a table may hold: enough for every list of a bureau, too little to stop the machine."""

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MOST_LINES, MOST_CELLS = 1_048_576, 16_384  # of a sheet and of a line in any spreadsheet, empty ones counted
MOST_TABLES = 1_000  # of a web page
MAX_UNPACKED_BYTES = 64 * 1024 * 1024
MAX_PARTS = 2_000
MAX_AREA = 4_000_000  # cells of the rectangle around all that is written: calamine takes memory for every one
HEADING_WITHIN = 20  # lines in which the headings are looked for
