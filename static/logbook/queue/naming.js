// What things and events are called, from what /api/phone said last.

const LISTS = { handout: "materials", consultation: "topics", attendance: "groups", display: "displays" };

export function named(thing) {
  return (document.documentElement.lang === "en" && thing.name_en) || thing.name;
}

// The things that a line of this kind can name: [{code, name}]; null code where none is named.
export function thingsOf(facts, kind) {
  return ((facts && facts[LISTS[kind]]) || []).map((each) => ({ code: each.code, name: named(each) }));
}

// {label, title} of a line that came without them; `words` name by its kind what has no code.
export function namingBy(facts, words) {
  return ({ kind, item, event }) => {
    const thing = thingsOf(facts, kind).find((each) => each.code === item);
    const found = ((facts && facts.events) || []).find((each) => each.id === event);
    return { label: thing ? thing.name : item || words[kind] || "", title: found ? found.title : "" };
  };
}
