// Who is named in a text that is typed, and which numbers of people stand in it, as the server looks for them before it keeps a
// case: patterns.js holds the server's own (outreach/anonymity/on_the_phone.py writes it). Nothing here touches the page or the store.

const GAP = "[ \\n\\-—_./·]?";
const MOBILE = new RegExp(`(?:^|[^\\dx])(?<name>(?:\\+?86${GAP})?1${GAP}[3-9](?:${GAP}\\d){9})(?!\\d)`, "g");
const ID_NUMBER = new RegExp(`(?:^|\\D)(?<name>\\d(?:${GAP}\\d){16}${GAP}[\\dx])(?![\\da-z])`, "g");
const BORN = /^\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/;

// The patterns, ready to look with.
export function readSigns({ names, words, from, neutral, province }) {
  return {
    names: names.map((pattern) => new RegExp(pattern, "gm")),
    words: new RegExp(`^(?:${words})`),
    from: new RegExp(from),
    neutral: new Set(neutral),
    province: new RegExp(`^(?:${province})`),
  };
}

function matched(pattern, text) {
  return Array.from(text.matchAll(pattern), (match) => {
    const found = match.groups.name || match.groups.office;
    return [match.index + match[0].indexOf(found), found];
  });
}

function numbersIn(text, signs) {
  const bare = (number) => number.replace(/[^\dx]/g, "");
  const ids = matched(ID_NUMBER, text).filter(([, found]) => signs.province.test(bare(found)) && BORN.test(bare(found)));
  const isApart = ([at]) => ids.every(([start, id]) => at < start || at >= start + id.length);
  return [...ids, ...matched(MOBILE, text).filter(isApart)];
}

function namesIn(text, signs) {
  const found = new Map();
  for (const pattern of signs.names) {
    for (const [at, name] of matched(pattern, text)) {
      const isWord = signs.words.test(text.slice(at)) || (name.length > 2 && signs.from.test(name));
      const isNeutral = [...name].some((letter) => signs.neutral.has(letter));
      if (!isWord && !isNeutral && !found.has(at)) found.set(at, name);
    }
  }
  return [...found];
}

// What belongs to people, each once, in its order: ["李娟", "13812345678"].
export function peopleIn(text, signs) {
  const seen = text.normalize("NFKC").toLowerCase();
  const found = [...numbersIn(seen, signs), ...namesIn(seen, signs)].sort(([one], [other]) => one - other);
  return [...new Set(found.map(([, each]) => each.trim()))];
}
