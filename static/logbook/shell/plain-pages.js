// The shell's pages that say what is missing: an event that this phone does not know, a phone that knows nothing.

import { filled } from "../words.js";
import { copy, fill, slot } from "./drawing.js";

export function unknownPage() {
  return copy("unknown");
}

// Nobody's phone, or one that has never read its days. `count` numbers of an earlier person may wait in it.
export function emptyPage(count) {
  const part = copy("nobody");
  fill(part, { waiting: count ? filled(slot(part, "waiting").dataset.words, { count }) : "" });
  return part;
}
