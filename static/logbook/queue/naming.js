// What things and events are called, from what /api/phone said last.

const LISTS = { handout: "materials", consultation: "topics", attendance: "groups", display: "displays" };

export function named(thing) {
  return (document.documentElement.lang === "en" && thing.name_en) || thing.name;
}

// The things that a line of this kind can name: [{code, name}]; null code where none is named.
export function thingsOf(facts, kind) {
  return ((facts && facts[LISTS[kind]]) || []).map((each) => ({ code: each.code, name: named(each) }));
}

// "示例机械厂 · 订立书面劳动合同: a risk"; what this phone does not know stays out.
function answered({ company, company_name: typed, point, found }, facts, words) {
  const companies = [...((facts && facts.companies) || []), ...((facts && facts.check_ups) || []).map((each) => each.company)];
  const known = companies.find((each) => each.id === company);
  const points = ((facts && facts.check_lists) || []).flatMap((each) => each.points);
  const asked = points.find((each) => each.id === point);
  const what = `${asked ? asked.title : words.point || ""}: ${words[found] || found}`;
  return [typed || (known && known.name), what].filter(Boolean).join(" · ");
}

// {label, title} of a line that came without them; `words` name by its kind what has no code.
export function namingBy(facts, words) {
  return (body) => {
    const { kind, item, event } = body;
    const thing = thingsOf(facts, kind).find((each) => each.code === item);
    const found = ((facts && facts.events) || []).find((each) => each.id === event);
    const label = body.point ? answered(body, facts, words) : thing ? thing.name : item || words[kind] || "";
    return { label, title: found ? found.title : "" };
  };
}
