// Whether a note names people. It is asked about and not saved by itself: who touches "Keep the note" says that it names nobody.

import { peopleIn, readSigns } from "../anonymity/signs.js";
import { filled } from "../logbook/words.js";

const signsOf = new Map();

function signsIn(words) {
  if (!signsOf.has(words.signs)) signsOf.set(words.signs, readSigns(words.signs));
  return signsOf.get(words.signs);
}

// {say(), allow(), areNamed()} of a text field; `place` shows the question.
export function notePeople(note, place, words) {
  let allowed = null; // the text of which somebody said that it names nobody
  const found = () => (note.value.trim() === allowed ? [] : peopleIn(note.value, signsIn(words)));

  function say() {
    const people = found().join(words.between);
    place.textContent = people && filled(words.notePeople, { found: people });
    place.hidden = !people;
  }

  function allow() {
    allowed = note.value.trim();
    say();
  }

  return { say, allow, areNamed: () => found().length > 0 };
}
