// Copies of the page's <template>s, and words put into their slots. Texts are only ever put in as texts.

export function copy(name) {
  return document.querySelector(`template[data-template="${name}"]`).content.cloneNode(true);
}

export function slot(part, name) {
  return part.querySelector(`[data-slot="${name}"]`);
}

// Puts each text into its slot; a slot of an empty text is taken away.
export function fill(part, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const place = slot(part, name);
    if (text === "" || text === null || text === undefined) place.remove();
    else place.textContent = text;
  }
}
