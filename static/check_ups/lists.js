// The lists of a check-up, each with how far it is.

import { amount, filled } from "../logbook/words.js";
import { checkUpOf, progressOf } from "./rules.js";
import { hashOf } from "./where.js";

// "12 of 34 seen", and how many risks of last time nobody has looked at, risks and open questions; the same words stand over the points.
export function progressWords({ words }, { seen, total, again, risks, differing }) {
  return {
    progress: filled(words.progress, { seen: amount(seen), total: amount(total) }),
    again: again ? filled(words.again, { count: amount(again) }) : "",
    risks: risks ? filled(words.risks, { count: amount(risks) }) : "",
    differing: differing ? filled(words.differing, { count: amount(differing) }) : "",
  };
}

export function startLists(desk) {
  const [company, other, holder, cut] = ["company", "other", "lists", "cut"].map(desk.slot);
  const lines = new Map();

  function lineOf(list) {
    const line = desk.shape("list");
    const subject = desk.words[`subject_${list.subject}`] || "";
    line.querySelector('[data-slot="title"]').textContent = list.title;
    const place = line.querySelector('[data-slot="subject"]');
    if (list.title.includes(subject)) place.remove();
    else place.textContent = subject;
    return line;
  }

  function fill(line, list) {
    const progress = progressOf(list.points, desk.answers, desk.before);
    for (const [name, text] of Object.entries(progressWords(desk, progress))) {
      const place = line.querySelector(`[data-slot="${name}"]`);
      if (place.textContent !== text) place.textContent = text;
      place.hidden = text === "";
    }
    line.querySelector('[data-slot="planned"]').hidden = !list.isPlanned;
    line.querySelector("progress").value = progress.total ? progress.seen / progress.total : 0;
    line.querySelector("a").href = hashOf({ company: desk.company, list: list.id });
  }

  other.addEventListener("click", () => desk.go({ company: null }));
  return () => {
    company.textContent = desk.company.name;
    const checkUp = checkUpOf(desk.facts, desk.all, desk.event, desk.company);
    cut.hidden = !(checkUp && checkUp.is_cut);
    const wanted = desk.lists.map((list) => {
      const key = `${list.id} ${list.version}`;
      if (!lines.has(key)) lines.set(key, lineOf(list));
      fill(lines.get(key), list);
      return lines.get(key);
    });
    if (wanted.some((line, at) => holder.children[at] !== line) || holder.children.length !== wanted.length) holder.replaceChildren(...wanted);
  };
}
