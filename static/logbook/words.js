// How numbers and sentences are put together from the words of the server, which the phone keeps.

import { keep, kept } from "./store/store.js";

const MOST_NAMED = 2;

export function filled(words, facts) {
  return Object.entries(facts).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, () => value), words || "");
}

export function amount(quantity) {
  return quantity.toLocaleString(document.documentElement.lang);
}

export function signed(quantity) {
  return `${quantity > 0 ? "+" : "−"}${amount(Math.abs(quantity))}`;
}

// "+5 handbook, +1 asked …"; `none` is said of a 0; what is no number is only named.
export function named(items, none = "") {
  const texts = items.slice(0, MOST_NAMED).map(({ body, label }) => (body.quantity ? `${signed(body.quantity)} ${label}` : (body.quantity === 0 && none) || label));
  return texts.join(", ") + (items.length > MOST_NAMED ? " …" : "");
}

export function clockTime(milliseconds) {
  return new Date(milliseconds).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
}

// The words at this address (its version is part of it): fetched once, then kept. Older ones do where there is no network.
export async function wordsAt(address) {
  const old = await kept("words").catch(() => null);
  if (old && old.address === address) return old.words;
  try {
    const answer = await fetch(address, { redirect: "error" });
    const words = await answer.json();
    keep("words", { address, words }).catch(() => {});
    return words;
  } catch {
    return old ? old.words : {};
  }
}
