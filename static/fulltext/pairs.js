// Finding Chinese text by its pairs of characters, as the server does (outreach/fulltext/rules.py, which says why; the same
// table of cases holds both). Nothing here touches the page, the clock, the store or the network.
//
//   const { asked } = searching({ synonyms: [["二倍工资", "双倍工资"], …], noise: ["请问", …] })
//   ranked(asked(question), texts)   `texts` are [{weights}], made by `weighed`; the places of those that answer, the best first

const LONGEST_GRAM = 40;
const MOST_ASKED = 60;
const LEAST = 0.599;
const LEAST_OF_TERM = 0.75;
const TITLE = 5;
const MAIN = 2;
const TEXT = 1;
const STEEPNESS = 20;

const HAN = "\\u3007\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const RUN = new RegExp(`[${HAN}]+|[0-9a-z]+`, "gu");
const IS_HAN = new RegExp(`[${HAN}]`, "u");
const UNSEEN = /[\u00ad\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

// As people see it, full width as half, small letters.
export function folded(text) {
  return text.replace(UNSEEN, "").normalize("NFKC").toLowerCase();
}

const runsOf = (text) => text.match(RUN) || [];
const isHan = (character) => IS_HAN.test(character);

function gramsOfRun(run) {
  const characters = [...run];
  if (characters.length === 1 || !isHan(characters[0])) return [characters.slice(0, LONGEST_GRAM).join("")];
  return characters.slice(1).map((each, at) => characters[at] + each);
}

export function gramsIn(text) {
  return runsOf(folded(text)).flatMap(gramsOfRun);
}

// Map of the pairs of a whole entry and what each says of it; of its title every single character, too.
export function weighed(title, main = [], text = []) {
  const weights = new Map();
  for (const [weight, parts] of [[TEXT, text], [MAIN, main], [TITLE, [title]]]) {
    for (const part of parts) for (const gram of part ? gramsIn(part) : []) weights.set(gram, weight);
  }
  for (const character of folded(title)) if (isHan(character)) weights.set(character, TITLE);
  return weights;
}

const unique = (all) => [...new Set(all)];
const plain = (gram, size) => ({ wordings: [{ text: gram, grams: [gram] }], size });

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

export function searching({ synonyms, noise }) {
  const terms = new Map(noise.map((each) => [each, []]));
  for (const group of synonyms) for (const term of group) terms.set(term, [term, ...group.filter((other) => other !== term)]);
  const longest = [...terms.keys()].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
  const pattern = new RegExp(longest.map(escaped).join("|"), "g");
  const mixed = [...terms.keys()].filter((term) => runsOf(term).length > 1);
  const spelled = mixed.length ? new RegExp(mixed.map(escaped).join("|"), "g") : /(?!)/g;

  // Each piece of the run and whether it is a term; "" stands for noise that was left out.
  function piecesOf(run) {
    if (!isHan([...run][0])) return [[run, Boolean((terms.get(run) || []).length)], ["", false]];
    const pieces = [];
    let end = 0;
    for (const match of run.matchAll(pattern)) {
      if (match.index > end) pieces.push([run.slice(end, match.index), false]);
      pieces.push(terms.get(match[0]).length ? [match[0], true] : ["", false]);
      end = match.index + match[0].length;
    }
    if (end < run.length) pieces.push([run.slice(end), false]);
    return [...pieces, ["", false]];
  }

  function term(text, size) {
    return { wordings: terms.get(text).map((each) => ({ text: each, grams: unique(gramsIn(each)) })), size: Math.max(size, 1) };
  }

  function partsOf(pieces) {
    const parts = [];
    pieces.forEach(([text, isTerm], at) => {
      const characters = [...text];
      const grams = text ? gramsOfRun(text) : [];
      if (isTerm) parts.push(term(text, grams.length));
      else parts.push(...grams.map((gram) => plain(gram, characters.length === 1 && isHan(text) ? 0 : 1)));
      const [before, wasTerm] = at ? pieces[at - 1] : ["", false];
      if (text && before && isTerm !== wasTerm) parts.push(plain([...before].pop() + characters[0], 0));
    });
    return parts;
  }

  // What a question asks for, in parts; none where it holds nothing that can be found.
  function asked(question) {
    const text = [...folded(question)].slice(0, MOST_ASKED).join("");
    const parts = partsOf(runsOf(text.replace(spelled, (found) => terms.get(found)[1])).flatMap(piecesOf));
    if (!parts.some((part) => part.size)) return unique(runsOf(text).flatMap(gramsOfRun)).map((gram) => plain(gram, 1));
    const seen = new Map(parts.map((part) => [JSON.stringify(part), part]));
    return [...seen.values()];
  }

  return { asked };
}

function rarity(holding, of) {
  return of ? (STEEPNESS * of) / (of + STEEPNESS * holding) : STEEPNESS;
}

// How well a text with these pairs holds what is asked: {share, score}.
export function held(parts, weights, rarities) {
  const whole = parts.reduce((sum, part) => sum + part.size, 0);
  let [share, score] = [0, 0];
  for (const { wordings, size } of parts) {
    const least = wordings.length > 1 ? LEAST_OF_TERM : 0;
    let [bestShare, bestScore] = [0, 0];
    for (const { grams } of wordings) {
      const here = grams.filter((gram) => weights.has(gram));
      if (here.length === 0 || here.length < least * grams.length) continue;
      const worth = Math.max(size, 1) / grams.length;
      bestShare = Math.max(bestShare, (size * here.length) / grams.length);
      bestScore = Math.max(bestScore, worth * here.reduce((sum, gram) => sum + rarities.get(gram) * weights.get(gram), 0));
    }
    share += bestShare;
    score += bestScore;
  }
  return { share: whole ? share / whole : 0, score };
}

export function ranked(parts, texts) {
  const grams = unique(parts.flatMap((part) => part.wordings.flatMap((wording) => wording.grams)));
  const rarities = new Map(grams.map((gram) => [gram, rarity(texts.filter((each) => each.weights.has(gram)).length, texts.length)]));
  const found = texts.map((each, place) => ({ place, ...held(parts, each.weights, rarities) })).filter((each) => each.share >= LEAST);
  return found.sort((one, other) => Math.round(other.score * 100) - Math.round(one.score * 100) || one.place - other.place).map((each) => each.place);
}
