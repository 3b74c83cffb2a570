// Today's page of the log out of what the phone keeps: the shell's, when there is no signal.

import { ROOT } from "../../web/root.js";
import { copy, fill, slot } from "./drawing.js";
import { listsOf } from "./days.js";
import { eventLine, hours, teamOf } from "./event-line.js";
import { dayWords } from "./wall-clock.js";

function nowCard(event, facts) {
  const part = copy("now");
  const link = part.querySelector("a");
  link.href = new URL(`log/${event.id}`, ROOT);
  link.classList.add(`team-${teamOf(facts, event.team).palette}`);
  fill(part, { title: event.title, where: `${hours(event)} · ${event.place}` });
  return part;
}

// The page; `items` are all that this person's phone holds.
export function todayPage(facts, items, now) {
  const part = copy("today");
  const lists = listsOf(facts, items, now);
  const open = lists.mine.filter((event) => event.status !== "cancelled");
  const isOne = open.length === 1;
  fill(part, { day: dayWords(lists.today, document.documentElement.lang) });
  if (isOne) slot(part, "now").replaceWith(nowCard(open[0], facts));
  else slot(part, "now").remove();
  if (lists.mine.length > 0) slot(part, "empty").remove();
  const shown = { ...lists, mine: isOne ? lists.mine.filter((event) => event !== open[0]) : lists.mine };
  for (const section of part.querySelectorAll("[data-list]")) {
    const events = shown[section.dataset.list];
    if (events.length === 0) section.remove();
    else section.querySelector("ul").append(...events.map((event) => eventLine(event, { facts, items, ...lists })));
  }
  return part;
}
