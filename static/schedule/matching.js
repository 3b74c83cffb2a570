// Whether words that were typed fit a line: each of them stands somewhere in it, whatever its case or width.

const plain = (text) => text.normalize("NFKC").toLowerCase().trim();

export function fits(words, asked) {
  return plain(asked).split(/\s+/).every((word) => plain(words).includes(word));
}
