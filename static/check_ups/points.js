// One list of a check-up: its points in their order, and on top how far it is. Rows stay as they are while their list does:
// nothing is taken from under a finger.

import { filled } from "../logbook/words.js";
import { progressWords } from "./lists.js";
import { pointRow } from "./point.js";
import { progressOf, standingOf } from "./rules.js";
import { hashOf } from "./where.js";

export function startPoints(desk) {
  const [title, progress, bar, holder, all, next] = ["list-title", "list-progress", "bar", "points", "all-lists", "next"].map(desk.slot);
  let rows = [];
  let shown = "";

  // Every note that was typed is saved before its row is gone, and whenever the page is left.
  desk.leave = () => rows.forEach((row) => row.leave());

  function build(list) {
    desk.leave();
    rows = list.points.map((point, at) => pointRow(desk, point, at + 1));
    holder.replaceChildren(...rows.map((row) => row.element));
  }

  function fill(list) {
    for (const row of rows) row.show(standingOf(desk.answers, row.point.key), desk.before[row.point.key]);
    const counted = progressOf(list.points, desk.answers, desk.before);
    const words = progressWords(desk, counted);
    const text = [words.progress, words.again, words.risks, words.differing].filter(Boolean).join(" · ");
    if (progress.textContent !== text) progress.textContent = text;
    bar.value = counted.total ? counted.seen / counted.total : 0;
  }

  return ({ list: id }) => {
    const place = desk.lists.findIndex((each) => each.id === id);
    const list = desk.lists[place];
    const key = JSON.stringify([list.id, list.version, desk.company.id || desk.company.name]);
    title.textContent = list.title;
    if (key !== shown) build(list);
    shown = key;
    fill(list);
    all.href = hashOf({ company: desk.company });
    const following = desk.lists[place + 1];
    next.hidden = !following;
    if (following) {
      next.textContent = filled(desk.words.next, { title: following.title });
      next.href = hashOf({ company: desk.company, list: following.id });
    }
  };
}
