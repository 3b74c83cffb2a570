// The text of a brief apart from its page: its slots filled, and a slot put in where somebody writes.

const SLOT = /[{｛]([^{}｛｝\n]{1,100})[}｝]/g;

// The text as it is printed; `wordings` is a Map from names to words. An unknown name stays as it stands.
export function printed(text, wordings) {
  return text.replace(SLOT, (whole, name) => (wordings.has(name.trim()) ? wordings.get(name.trim()) : whole));
}

export function hasSlot(text) {
  return new RegExp(SLOT.source).test(text);
}

// The text with the slot put in between `start` and `end`, and where the writer is then.
export function withSlot(text, start, end, name) {
  const slot = `{${name}}`;
  return { text: text.slice(0, start) + slot + text.slice(end), at: start + slot.length };
}
