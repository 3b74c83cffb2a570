// Whether the law of a point was in force, by the days that the phone was told: YYYY-MM-DD, null where the list of laws has none.

export function isLawOut({ law_from: from, law_to: to }, day) {
  return Boolean(day) && ((Boolean(from) && day < from) || (Boolean(to) && day > to));
}
