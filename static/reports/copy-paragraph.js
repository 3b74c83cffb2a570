// "Copy paragraph": a button at each paragraph of a text, and one for all of it. What is copied keeps its form in Word and
// WPS: font, size, indent and line height of an official document. [data-looks] holds the style of each level as JSON; the
// paragraphs are those with a data-level, or of a class official-LEVEL. Over http, too: by the copy event.

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

export const htmlOf = (paragraphs, looks) => {
  const said = paragraphs.map(({ level, text }) => {
    const look = looks[level] || looks.body;
    return `<p style="${look}"><span lang="ZH-CN" style="${look}">${escaped(text)}</span></p>`;
  });
  const body = `<!--StartFragment-->${said.join("")}<!--EndFragment-->`;
  return `<html><head><meta charset="utf-8"></head><body lang="ZH-CN">${body}</body></html>`;
};

const levelOf = (paragraph) =>
  paragraph.dataset.level || (paragraph.className.match(/official-([a-z]+)/) || ["", "body"])[1];

const textOf = (paragraph) => {
  const copy = paragraph.cloneNode(true);
  for (const part of copy.querySelectorAll("sup, button, .visually-hidden, .slot-mark")) part.remove();
  return copy.textContent.trim();
};

// The event carries both forms; browsers fire it for what is selected, so the plain text is, out of sight.
const copyByEvent = (html, plain) => {
  const area = document.createElement("textarea");
  area.value = plain;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  let done = false;
  const fill = (event) => {
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", plain);
    event.preventDefault();
    done = true;
  };
  document.addEventListener("copy", fill, true);
  const plainAtLeast = document.execCommand("copy");
  document.removeEventListener("copy", fill, true);
  area.remove();
  return done || plainAtLeast;
};

const copyByClipboard = async (html, plain) => {
  if (!navigator.clipboard || !navigator.clipboard.write || !window.ClipboardItem) return false;
  const kinds = { "text/html": html, "text/plain": plain };
  const blobs = Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })]);
  try {
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    return false;
  }
};

const copy = async (paragraphs, looks) => {
  const said = paragraphs.map((each) => ({ level: levelOf(each), text: textOf(each) }));
  const html = htmlOf(said, looks);
  const plain = said.map(({ text }) => text).join("\n");
  return copyByEvent(html, plain) || copyByClipboard(html, plain);
};

const begin = (place) => {
  const looks = JSON.parse(place.dataset.looks);
  const all = [...document.querySelectorAll(".official p, p[data-level]")];
  const status = place.querySelector("[data-copy-said]");
  const act = (button, paragraphs) =>
    button.addEventListener("click", async () => {
      const done = await copy(paragraphs, looks);
      button.focus();
      button.classList.toggle("is-done", done);
      status.textContent = done ? place.dataset.copied : place.dataset.failed;
    });
  const mould = place.querySelector("template");
  for (const paragraph of all) {
    if (paragraph.querySelector(".bad") || !textOf(paragraph)) continue;
    const button = mould.content.firstElementChild.cloneNode(true);
    act(button, [paragraph]);
    paragraph.append(button);
  }
  const whole = place.querySelector("[data-copy-whole]");
  whole.hidden = all.some((each) => each.querySelector(".bad"));
  act(whole, all);
};

for (const place of document.querySelectorAll("[data-looks]")) begin(place);
