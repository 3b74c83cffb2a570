// Where in a check-up a person is: which company, which list. It stands behind the # of the address, so that the phone's own
// "back" goes one step back. Nothing here touches the page, the clock, the store or the network.

// {company: {id, name} or null, list: id or null} of what stands behind the #.
export function whereOf(hash) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const [id, name] = [said.get("c"), said.get("n")];
  return { company: id || name ? { id: id || null, name: name || "" } : null, list: said.get("l") };
}

export function hashOf({ company, list }) {
  const said = new URLSearchParams();
  if (company && company.id) said.set("c", company.id);
  if (company && company.name) said.set("n", company.name);
  if (company && list) said.set("l", list);
  return `#${said}`;
}
