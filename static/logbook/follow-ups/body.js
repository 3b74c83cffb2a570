// What was typed about a question, as the server reads it (docs/api.md). Nothing here touches the page, the store or the clock.

// `typed`: the fields as strings, `owed` as true or false. {body} or {wrong: the name of the word that says why}.
export function bodyOf(typed, event, at) {
  const said = (name) => (typed[name] || "").trim() || null;
  const owed = typed.owed !== false;
  if (!said("asked")) return { wrong: "askedMissing" };
  if (said("order_number") && said("contact")) return { wrong: "both" };
  if (said("referral") === "bureau" && !said("referral_to")) return { wrong: "bureauMissing" };
  const body = {
    event,
    asked: said("asked"),
    tally: said("tally"),
    topic: said("topic"),
    owed,
    owed_by: owed ? said("owed_by") : null,
    due_on: owed ? said("due_on") : null,
    referral: said("referral"),
    referral_to: said("referral_to"),
    order_number: said("order_number"),
    contact: owed ? said("contact") : null,
    at,
  };
  return { body };
}

// What the queue calls it: the first words of the question.
export function labelOf(words, asked) {
  const short = asked.length > 20 ? `${asked.slice(0, 20)}…` : asked;
  return words.replace("{asked}", () => short);
}

// The options that a list lacks of those that the phone knows: [{value, text}].
export function optionsLacking(known, there) {
  return known.filter((each) => !there.includes(each.value));
}
