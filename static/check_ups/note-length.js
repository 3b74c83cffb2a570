// How long a note is: nothing that was typed is cut. Near the end it is said how much more goes in, and beyond it that the note
// has to be shortened before it can be saved.

import { amount, filled } from "../logbook/words.js";

const NEAR = 100;

// {say(), isOver()} of a text field whose `data-most` says how many characters the server takes; it counts them as this does.
export function noteLength(note, place, words) {
  const left = () => Number(note.dataset.most) - [...note.value.trim()].length;
  const isOver = () => left() < 0;

  function say() {
    const count = amount(Math.abs(left()));
    const said = isOver() ? words.noteOver : left() <= NEAR ? words.noteLeft : "";
    place.textContent = filled(said, { count });
    place.hidden = !said;
    place.classList.toggle("too-long", isOver());
    note.setAttribute("aria-invalid", String(isOver()));
  }

  return { say, isOver };
}
