// What the phone keeps beside its items: single values, and photos. Import it from "./store.js".

import { changed } from "./changes.js";
import { asked, transact } from "./database.js";

// What is kept under `key`; undefined where nothing is.
export async function kept(key) {
  const found = await transact(["kept"], "readonly", (store) => asked(store.get(key)));
  return found && found.value;
}

export function keep(key, value) {
  return replace(key, () => value);
}

// Writes `decide(old value)` under `key`, in one transaction; undefined leaves it. What stands there now.
export async function replace(key, decide) {
  let isChanged = false;
  const value = await transact(["kept"], "readwrite", async (store) => {
    const old = await asked(store.get(key));
    const next = decide(old && old.value);
    isChanged = next !== undefined;
    if (isChanged) store.put({ key, value: next });
    return isChanged ? next : old && old.value;
  });
  if (isChanged) changed("kept");
  return value;
}

export function photos() {
  return transact(["photos"], "readonly", (store) => asked(store.getAll()));
}

export function photo(id) {
  return transact(["photos"], "readonly", (store) => asked(store.get(id)));
}

// Writes what `decide(photo)` gives, in one transaction; one that was taken away meanwhile stays away. The photo.
export async function changePhoto(id, decide) {
  const changedTo = await transact(["photos"], "readwrite", async (store) => {
    const old = await asked(store.get(id));
    const next = old && decide(old);
    if (next) store.put(next);
    return next;
  });
  changed("photos");
  return changedTo;
}

export async function putPhoto(photo) {
  await transact(["photos"], "readwrite", (store) => asked(store.put(photo)));
  changed("photos");
}

export async function removePhoto(id) {
  await transact(["photos"], "readwrite", (store) => asked(store.delete(id)));
  changed("photos");
}

// Asks the browser not to clear the store when room is short; true where it promises.
export async function persist() {
  const storage = navigator.storage;
  if (!storage || !storage.persist) return false;
  try {
    return (await storage.persisted()) || (await storage.persist());
  } catch {
    return false;
  }
}
