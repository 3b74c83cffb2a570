// How much waits on this phone, since when, and what the office is told of it. Nothing here touches the page, the clock, the
// store or the network.

const DAY = 24 * 3600 * 1000;
const OPEN = ["draft", "waiting"];
const MOST_TOLD = 100;

// {waiting, aside, oldest, isOld} of one person's items (null: of everybody's). `oldest` is null where nothing waits.
export function waitingOf(items, person, now) {
  const mine = items.filter((each) => person === null || each.person === person);
  const waiting = mine.filter((each) => OPEN.includes(each.state));
  const aside = mine.filter((each) => each.state === "aside");
  const made = [...waiting, ...aside].map((each) => each.made);
  const oldest = made.length ? Math.min(...made) : null;
  return { waiting: waiting.length, aside: aside.length, oldest, isOld: oldest !== null && now - oldest >= DAY };
}

// What the office hears: of each person and event how much waits, how much was not taken, and since when; no more.
export function holdingOf(items) {
  const entries = new Map();
  for (const item of items) {
    if (item.state === "saved") continue;
    const key = `${item.person} ${item.event || ""}`;
    const entry = entries.get(key) || { person: item.person, event: item.event || null, waiting: 0, aside: 0, oldest: item.made };
    if (item.state === "aside") entry.aside += 1;
    else entry.waiting += 1;
    entry.oldest = Math.min(entry.oldest, item.made);
    entries.set(key, entry);
  }
  const told = [...entries.values()].sort((one, other) => one.oldest - other.oldest).slice(0, MOST_TOLD);
  return told.map((entry) => ({ ...entry, oldest: new Date(entry.oldest).toISOString() }));
}

// Whether the office should hear it now: something else than it heard last, or the same after a quarter of a day. A phone
// that never held anything says nothing.
export function isWorthTelling(holding, told, now) {
  if (!told) return holding.length > 0;
  const isSame = told.said === JSON.stringify(holding);
  return !isSame || (holding.length > 0 && (now - told.at >= DAY / 4 || now < told.at));
}
