// Ids that grow with time: UUID version 7 (RFC 9562 5.7). crypto.randomUUID is missing on plain http and on old phones.

export function uuid7(milliseconds, random) {
  const bytes = new Uint8Array(16);
  let rest = milliseconds;
  for (let place = 5; place >= 0; place -= 1) {
    bytes[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

let last = 0;

// Each is greater than the one before, also within one millisecond: items of one instant keep their order.
export function newId() {
  last = Math.max(Date.now(), last + 1);
  return uuid7(last, crypto.getRandomValues(new Uint8Array(10)));
}
