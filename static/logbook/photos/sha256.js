// SHA-256 (FIPS 180-4). The browser's own is missing over plain http, where phones must send photos all the same.

const K = new Uint32Array(64);
const FIRST = new Uint32Array(8);

// The first 32 bits of the fractional parts of the square roots and cube roots of the first primes.
function begin() {
  let found = 0;
  for (let number = 2; found < 64; number += 1) {
    let isPrime = true;
    for (let part = 2; part * part <= number; part += 1) if (number % part === 0) isPrime = false;
    if (!isPrime) continue;
    if (found < 8) FIRST[found] = (Math.sqrt(number) % 1) * 2 ** 32;
    K[found] = (Math.cbrt(number) % 1) * 2 ** 32;
    found += 1;
  }
}
begin();

const turned = (word, by) => (word >>> by) | (word << (32 - by));

function mix(state, view, at, w) {
  for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(at + 4 * i);
  for (let i = 16; i < 64; i += 1) {
    const a = turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ (w[i - 15] >>> 3);
    const b = turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ (w[i - 2] >>> 10);
    w[i] = w[i - 16] + a + w[i - 7] + b;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, place) => (state[place] += word));
}

// The last blocks: what is left, a one, zeros, and the length in bits.
function ending(bytes) {
  const rest = bytes.length % 64;
  const last = new Uint8Array(rest < 56 ? 64 : 128);
  last.set(bytes.subarray(bytes.length - rest));
  last[rest] = 0x80;
  const view = new DataView(last.buffer);
  view.setUint32(last.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(last.length - 4, (bytes.length * 8) >>> 0);
  return view;
}

export function plainSha256(bytes) {
  const state = new Uint32Array(FIRST);
  const w = new Uint32Array(64);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 64 <= bytes.length; at += 64) mix(state, view, at, w);
  const last = ending(bytes);
  for (let at = 0; at < last.byteLength; at += 64) mix(state, last, at, w);
  return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
}

export async function sha256(bytes) {
  if (!globalThis.crypto || !crypto.subtle) return plainSha256(bytes);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
