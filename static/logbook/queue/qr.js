// QR codes (ISO/IEC 18004) of texts, in byte mode with error correction L, versions 1 to 20: enough for a link with a few
// lines in it, without signal. `qrMatrix(text)` gives rows of 0 and 1; tests/logbook hold it equal to another encoder's.

// Of each version: data bytes, error correction bytes of a block, blocks.
const SIZES = [
  [19, 7, 1], [34, 10, 1], [55, 15, 1], [80, 20, 1], [108, 26, 1], [136, 18, 2], [156, 20, 2], [194, 24, 2], [232, 30, 2], [274, 18, 4],
  [324, 20, 4], [370, 24, 4], [428, 26, 4], [461, 30, 4], [523, 22, 6], [589, 24, 6], [647, 28, 6], [721, 30, 6], [795, 28, 7], [861, 28, 8],
];
const MASKS = [
  (y, x) => (y + x) % 2 === 0,
  (y) => y % 2 === 0,
  (y, x) => x % 3 === 0,
  (y, x) => (y + x) % 3 === 0,
  (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (y, x) => ((y * x) % 2) + ((y * x) % 3) === 0,
  (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2 === 0,
  (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2 === 0,
];

const EXP = [];
const LOG = [];
for (let power = 0, value = 1; power < 255; power += 1) {
  EXP[power] = value;
  LOG[value] = power;
  value = (value << 1) ^ (value & 0x80 ? 0x11d : 0);
}
const times = (one, other) => (one && other ? EXP[(LOG[one] + LOG[other]) % 255] : 0);

const headBits = (version) => (version < 10 ? 12 : 20);

// How many bytes fit into a code of that version.
export function room(version) {
  return Math.floor((SIZES[version - 1][0] * 8 - headBits(version)) / 8);
}

function versionFor(length) {
  const found = SIZES.findIndex((_size, index) => length <= room(index + 1));
  if (found < 0) throw new RangeError("too much for a code");
  return found + 1;
}

// The data of the code: mode, length, bytes, and what fills it up.
function dataBytes(bytes, version) {
  const total = SIZES[version - 1][0];
  const bits = [0, 1, 0, 0];
  const push = (value, count) => {
    for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1);
  };
  push(bytes.length, headBits(version) - 4);
  for (const byte of bytes) push(byte, 8);
  push(0, Math.min(4, total * 8 - bits.length));
  while (bits.length % 8) bits.push(0);
  const filled = [];
  for (let at = 0; at < bits.length; at += 8) filled.push(parseInt(bits.slice(at, at + 8).join(""), 2));
  for (let pad = 0xec; filled.length < total; pad ^= 0xfd) filled.push(pad);
  return filled;
}

// The remainder of a block by the generator polynomial (Reed-Solomon).
function correction(block, count) {
  let generator = [1];
  for (let power = 0; power < count; power += 1) {
    const next = [...generator, 0];
    generator.forEach((factor, at) => (next[at + 1] ^= times(factor, EXP[power])));
    generator = next;
  }
  const rest = [...block, ...new Array(count).fill(0)];
  for (let at = 0; at < block.length; at += 1) {
    const lead = rest[at];
    generator.forEach((factor, place) => (rest[at + place] ^= times(factor, lead)));
  }
  return rest.slice(block.length);
}

// Data and correction of all blocks, byte by byte in turns.
function codewords(bytes, version) {
  const [total, count, number] = SIZES[version - 1];
  const data = dataBytes(bytes, version);
  const short = Math.floor(total / number);
  const blocks = [];
  for (let index = 0, at = 0; index < number; index += 1) {
    const length = short + (index >= number - (total % number) ? 1 : 0);
    blocks.push(data.slice(at, at + length));
    at += length;
  }
  const corrections = blocks.map((block) => correction(block, count));
  const inTurns = (lists, most) => Array.from({ length: most }, (_none, at) => lists.filter((list) => at < list.length).map((list) => list[at])).flat();
  return [...inTurns(blocks, short + 1), ...inTurns(corrections, count)];
}

function alignments(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const last = version * 4 + 10;
  return [6, ...Array.from({ length: count - 1 }, (_none, index) => last - index * step).reverse()];
}

// The remainder of `value`, shifted left by `shift`, by a BCH polynomial.
function withRemainder(value, shift, polynomial) {
  let rest = value << shift;
  for (let bit = 31; bit >= shift; bit -= 1) if ((rest >>> bit) & 1) rest ^= polynomial << (bit - shift);
  return (value << shift) | rest;
}

// The fixed patterns; `null` is where data goes.
function frame(version) {
  const size = version * 4 + 17;
  const rows = Array.from({ length: size }, () => new Array(size).fill(null));
  const square = (top, left, reach, isDark) => {
    for (let y = -reach; y <= reach; y += 1) {
      for (let x = -reach; x <= reach; x += 1) {
        if (rows[top + y] && rows[top + y][left + x] !== undefined) rows[top + y][left + x] = Number(isDark(Math.max(Math.abs(y), Math.abs(x))));
      }
    }
  };
  for (const [y, x] of [[3, 3], [3, size - 4], [size - 4, 3]]) square(y, x, 4, (ring) => ring !== 2 && ring !== 4);
  const centres = alignments(version);
  for (const y of centres) for (const x of centres) if (rows[y][x] === null) square(y, x, 2, (ring) => ring !== 1);
  for (let at = 8; at < size - 8; at += 1) for (const [y, x] of [[6, at], [at, 6]]) if (rows[y][x] === null) rows[y][x] = Number(at % 2 === 0);
  if (version >= 7) {
    const bits = withRemainder(version, 12, 0x1f25);
    for (let at = 0; at < 18; at += 1) {
      const [y, x] = [Math.floor(at / 3), size - 11 + (at % 3)];
      rows[y][x] = rows[x][y] = (bits >> at) & 1;
    }
  }
  return rows;
}

function writeFormat(rows, mask) {
  const size = rows.length;
  const bits = withRemainder((1 << 3) | mask, 10, 0x537) ^ 0x5412; // 01: level L
  const around = [0, 1, 2, 3, 4, 5, 7, 8];
  for (let at = 0; at < 15; at += 1) {
    const bit = (bits >> at) & 1;
    if (at < 8) {
      rows[around[at]][8] = bit;
      rows[8][size - 1 - at] = bit;
    } else {
      rows[8][around[14 - at]] = bit;
      rows[size - 15 + at][8] = bit;
    }
  }
  rows[size - 8][8] = 1;
}

function fill(rows, words, mask) {
  const size = rows.length;
  const isFree = rows.map((row) => row.map((cell) => cell === null));
  let at = 0;
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right -= 1;
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!isFree[y][x]) continue;
        const bit = at < words.length * 8 ? (words[at >> 3] >> (7 - (at & 7))) & 1 : 0;
        rows[y][x] = bit ^ Number(MASKS[mask](y, x));
        at += 1;
      }
    }
  }
}

// How hard a code is to read: runs, blocks, shapes like a corner, too much of one colour (ISO/IEC 18004, 7.8.3).
function penalty(rows) {
  const size = rows.length;
  const lines = [...rows, ...rows.map((_row, x) => rows.map((row) => row[x]))].map((line) => line.join(""));
  let points = 0;
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) || []) points += run.length - 2;
    for (let at = 0; at + 11 <= size; at += 1) if (/^(10111010000|00001011101)$/.test(line.slice(at, at + 11))) points += 40;
  }
  for (let y = 1; y < size; y += 1) {
    for (let x = 1; x < size; x += 1) {
      const sum = rows[y][x] + rows[y - 1][x] + rows[y][x - 1] + rows[y - 1][x - 1];
      if (sum === 0 || sum === 4) points += 3;
    }
  }
  const dark = rows.flat().filter(Boolean).length / (size * size);
  return points + Math.floor(Math.abs(dark * 100 - 50) / 5) * 10;
}

// Rows of 0 and 1; with `mask` the one of that mask, else the one that is read best.
export function qrMatrix(text, { version, mask } = {}) {
  const bytes = [...new TextEncoder().encode(text)];
  const chosen = version || versionFor(bytes.length);
  const words = codewords(bytes, chosen);
  const masks = mask === undefined ? MASKS.map((_mask, index) => index) : [mask];
  const made = masks.map((index) => {
    const rows = frame(chosen);
    writeFormat(rows, index);
    fill(rows, words, index);
    return rows;
  });
  const points = made.length > 1 ? made.map(penalty) : [0];
  return made[points.indexOf(Math.min(...points))];
}
