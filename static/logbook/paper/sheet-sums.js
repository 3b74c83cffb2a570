// What a typed tally sheet adds up to: plain numbers, no page.

const WIDE = /[０-９]/g;
const BUNDLES = /^(\d+)\s*(?:捆|bundles?)\s*\+?\s*(\d*)$/i;

const plain = (text) => text.replace(WIDE, (digit) => String(digit.charCodeAt(0) - 0xff10)).replace(/[,，\s]/g, "").replace("＋", "+");

// The pieces that a text means, in bundles or not; null for what can't be read (the server says why).
export function pieces(text, bundle) {
  const said = plain(text);
  if (/^\d+$/.test(said)) return Number(said);
  const match = BUNDLES.exec(said);
  return match && bundle ? Number(match[1]) * bundle + Number(match[2] || 0) : null;
}

// What a row counts: the total, else what was taken less what is left; null where it says nothing yet.
export function quantity({ took = "", left = "", total = "", bundle = 0 }) {
  if (total.trim()) return pieces(total, 0);
  if (!took.trim() || !left.trim()) return null;
  const [brought, back] = [pieces(took, bundle), pieces(left, bundle)];
  return brought === null || back === null || back > brought ? null : brought - back;
}

// The sums of rows {kind, unit, quantity} by kind and unit, in the order of the rows; units are never merged.
export function sums(rows) {
  const found = new Map();
  for (const { kind, unit, quantity: count } of rows) {
    if (count === null) continue;
    const key = `${kind} ${unit}`;
    const known = found.get(key) || { kind, unit, quantity: 0 };
    found.set(key, { ...known, quantity: known.quantity + count });
  }
  return [...found.values()];
}
