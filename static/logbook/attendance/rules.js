// What ticked boxes say about who was there. Nothing here touches the page or the store.

// The boxes {person, label, said, ticked} of which something new is said: `said` is "true", "false", or "" where nobody has
// said anything yet. Saving says it of every box, for what the plan proposes is said by nobody.
export function news(boxes) {
  return boxes.filter(({ said, ticked }) => said !== String(ticked));
}

// The item that says it; `words` are {there, absent}, with {name} in them.
export function statement({ person: of, label, ticked }, { person, event, title }, words, at) {
  const text = (ticked ? words.there : words.absent).replace("{name}", () => label);
  return { what: "presence", person, event, title, label: text, body: { event, of, there: ticked, at } };
}
