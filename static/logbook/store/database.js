// The phone's own database: `outreach`, version 1 (docs/decisions/0018). One way in: `transact`, which answers only when
// the transaction is complete, so that a page never shows what is not stored.

const NAME = "outreach";
const VERSION = 1;

// Why nothing was stored. `why`: "refused" (there is no store here: a private window, a browser that forbids it), "full" (no
// room is left), "failed" (anything else).
export class StoreFailed extends Error {
  constructor(why, cause) {
    super(`${why}: ${(cause && cause.message) || ""}`);
    this.why = why;
  }
}

function failure(error) {
  if (error instanceof StoreFailed) return error;
  const name = error && error.name;
  if (name === "QuotaExceededError") return new StoreFailed("full", error);
  const isForbidden = name === "SecurityError" || name === "InvalidAccessError" || name === "ReferenceError" || !self.indexedDB;
  return new StoreFailed(isForbidden ? "refused" : "failed", error);
}

let opened = null;

function build(database) {
  const items = database.createObjectStore("items", { keyPath: "id" });
  items.createIndex("state", "state");
  database.createObjectStore("photos", { keyPath: "id" });
  database.createObjectStore("kept", { keyPath: "key" });
}

function opening() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => build(asked.result);
    asked.onerror = () => reject(asked.error && asked.error.name === "QuotaExceededError" ? asked.error : new StoreFailed("refused", asked.error));
    asked.onsuccess = () => {
      const database = asked.result;
      database.onclose = () => (opened = null);
      database.onversionchange = () => {
        opened = null;
        database.close();
      };
      resolve(database);
    };
  });
}

function open() {
  if (!opened) {
    opened = opening();
    opened.catch(() => (opened = null));
  }
  return opened;
}

// "strict": an answer means that it is on the disk, not on its way to it.
function begin(database, names, mode) {
  return mode === "readwrite" ? database.transaction(names, mode, { durability: "strict" }) : database.transaction(names, mode);
}

async function begun(names, mode) {
  try {
    return begin(await open(), names, mode);
  } catch (error) {
    if (!error || error.name !== "InvalidStateError") throw error;
    opened = null; // the browser has closed the connection meanwhile
    return begin(await open(), names, mode);
  }
}

// What one request of a transaction gives.
export function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Runs `work(store, …)` with the named stores in one transaction; its result, once all of it is stored. Inside, wait for
// nothing but `asked(…)`. Raises StoreFailed, and then nothing of it is stored.
export async function transact(names, mode, work) {
  try {
    const transaction = await begun(names, mode);
    return await new Promise((resolve, reject) => {
      let result;
      let wrong = null;
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(wrong || transaction.error);
      work(...names.map((name) => transaction.objectStore(name))).then(
        (value) => (result = value),
        (error) => {
          wrong = error;
          try {
            transaction.abort();
          } catch {
            reject(error); // it was aborted already
          }
        },
      );
    });
  } catch (error) {
    throw failure(error);
  }
}
