// Whether a note names people. It is asked about and not saved by itself: who touches "Keep the note" says that it names nobody.

import { SIGNS } from "../anonymity/patterns.js";
import { peopleIn, readSigns } from "../anonymity/signs.js";
import { filled } from "../logbook/words.js";

const signs = readSigns(SIGNS);

// {say(), allow(), areNamed()} of a text field; `place` shows the question.
export function notePeople(note, place, words) {
  let allowed = null; // the text of which somebody said that it names nobody
  const found = () => (note.value.trim() === allowed ? [] : peopleIn(note.value, signs));

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
