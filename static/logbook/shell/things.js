// What is counted at an event: what was planned, and what was logged when the phone read it last. Touches nothing else.

const LISTS = { handout: "materials", consultation: "topics", attendance: "groups", display: "displays" };

// {kind, code, name, unit, counted_as, bundle, planned, net} of each; code null: without item, and then it has no name.
export function thingsOf(event, facts, language) {
  const found = new Map();
  const thing = (kind, code) => {
    const key = `${kind}:${code || ""}`;
    if (!found.has(key)) found.set(key, { ...listed(facts, kind, code, language), kind, code, planned: null, net: 0 });
    return found.get(key);
  };
  for (const { kind, code, quantity } of event.items || []) thing(kind, code).planned = quantity;
  for (const { kind, code, quantity } of event.nets || []) thing(kind, code).net = quantity;
  return [...found.values()];
}

// A retired item is on no list any more: then its code has to do.
function listed(facts, kind, code, language) {
  const units = { handout: "份", consultation: "人次", attendance: "人次" };
  const item = (facts[LISTS[kind]] || []).find((each) => each.code === code);
  if (!item) return { name: code || "", unit: units[kind] || "", counted_as: "", bundle: null };
  const name = (language === "en" && item.name_en) || item.name;
  return { name, unit: item.unit, counted_as: item.counted_as || "", bundle: item.bundle || null };
}
