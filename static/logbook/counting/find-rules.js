// Which things on the phone's lists what was typed may mean. Nothing here touches the page, the clock, the store or the network.

import { ranked, weighed } from "../../fulltext/pairs.js";

const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");

// By what a thing is found: {words, weights}.
export function worded(name, english = "") {
  return { words: plain(`${name} ${english}`), weights: weighed(name, [], [english]) };
}

// Those whose name holds just what was typed, in their order; then those that hold most of it, or another word of the trade for it,
// the best first. `search` is made by `searching`; null as long as the words of the trade are not there.
export function thingsLike(typed, things, search, most = things.length) {
  const wanted = plain(typed);
  if (!wanted) return [];
  const named = things.filter((each) => each.words.includes(wanted));
  const others = things.filter((each) => !each.words.includes(wanted));
  const like = search ? ranked(search.asked(typed), others).map((place) => others[place]) : [];
  return [...named, ...like].slice(0, most);
}
