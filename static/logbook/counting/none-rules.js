// Whether "none handed out" stands at an event. Nothing here touches the page, the clock, the store or the network.

// {isSaid, isHandedOut}: whether somebody has said it, and whether anything handed out stands there, which makes it wrong. `told` are
// the server's {says, net}, read at `asOf`; what they do not hold is told by `known` and `pending`, as in `beyond` (store/items.js).
export function noneAt(items, event, told, { asOf, known = new Set(), pending = new Set() }) {
  const isMissing = (each) => !known.has(each.id) && (each.state !== "saved" || each.settled > asOf || pending.has(each.id));
  const here = items.filter((each) => each.what === "tally" && each.event === event && each.state !== "aside" && each.body.kind === "handout");
  const undone = new Set(here.map((each) => each.body.reverses));
  const isZero = (each) => each.body.quantity === 0 && !each.body.reverses && !undone.has(each.id);
  const own = here.filter(isMissing);
  const net = own.reduce((sum, each) => sum + each.body.quantity, told.net);
  return { isSaid: net <= 0 && (told.says || own.some(isZero)), isHandedOut: net > 0 };
}
