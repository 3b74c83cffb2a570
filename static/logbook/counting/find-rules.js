// Which things on the phone's lists what was typed may mean. Nothing here touches the page, the clock, the store or the network.

const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
const worded = ({ names }) => plain(names.join(" "));

// Of the things, each with its `names` ([Chinese, English]), those whose name holds just what was typed, in their order; then those
// that hold most of it, or another word of the trade for it, the best first. `likeIt` is made by `likenessOf`; null where that is
// not there.
export function thingsLike(typed, things, likeIt, most = things.length) {
  const wanted = plain(typed);
  if (!wanted) return [];
  const named = things.filter((each) => worded(each).includes(wanted));
  const like = likeIt ? likeIt(typed).filter((each) => !named.includes(each)) : [];
  return [...named, ...like].slice(0, most);
}

// Gives the things that are like what is typed. `pairs` is fulltext/pairs.js, which comes at need; `terms` the words of the trade.
export function likenessOf({ ranked, searching, weighed }, things, terms) {
  const { asked } = searching(terms);
  const texts = things.map(({ names: [name, english] }) => ({ weights: weighed(name, [], [english]) }));
  return (typed) => ranked(asked(typed), texts).map((place) => things[place]);
}
