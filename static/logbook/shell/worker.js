// The service worker, a classic script. The server puts the shell's facts before it: SHELL = {root, name, family, files,
// page}. It keeps that one shell, whole or not at all, and answers for nothing but the log's pages and the shell's files.
// What the phone can draw by itself it gets at once; all else is asked for (docs/decisions/0030).
// It never sends what was tapped: that is done by the one sender in a page (docs/decisions/0018).

const PATIENCE = 3000;
const FRESH = 12 * 3600000; // what the phone knows of its days, for a page that nobody is asked for
const AFTER_A_FORM = 30000;
const PREFIX = "outreach-";
const FILES = new Map(Object.entries(SHELL.files));
const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const DRAWN = new RegExp(`^/log(?:/answers|/(${UUID})(?:/check-up)?)?/?$`, "i");
const PAGES = new RegExp(`^/log(?:/queue|/carry|/answers|/${UUID}(?:/check-up)?)?/?$`, "i");

// `integrity` refuses a file of another version, a page of the Wi-Fi's own, and half a file.
async function fetched(address, integrity, cache) {
  const answer = await fetch(address, { integrity, cache, credentials: "same-origin", redirect: "error" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return [address, answer];
}

async function install() {
  const [page, integrity] = SHELL.page;
  const files = [...FILES].map(([address, proof]) => fetched(address, proof, "default"));
  const answers = await Promise.all([fetched(page, integrity, "no-store"), ...files]);
  const cache = await caches.open(SHELL.name);
  try {
    for (const [address, answer] of answers) await cache.put(address, answer);
  } catch (error) {
    await caches.delete(SHELL.name); // no room: nothing is better than a part
    throw error;
  }
  // Of the same family only the page differs (its language, its look): an open page loses no file by the change.
  const names = await caches.keys();
  if (names.some((name) => name !== SHELL.name && name.startsWith(`${PREFIX}${SHELL.family}-`))) await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== SHELL.name);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(address) {
  const cache = await caches.open(SHELL.name);
  return cache.match(address);
}

// Whether it is our server that is reached: what a Wi-Fi's own page sends can't be told from a redirect of ours.
async function isReached() {
  try {
    const answer = await fetch(`${SHELL.root}/healthz`, { cache: "no-store", redirect: "error" });
    return answer.headers.has("X-Outreach");
  } catch {
    return false;
  }
}

// The server's page; null where there is none of ours, and where the phone may know more than the server (404: an event that
// was made here and is not sent yet).
async function asked(request) {
  try {
    const answer = await fetch(request);
    if (answer.type === "opaqueredirect") return (await isReached()) ? answer : null;
    const isOurs = answer.headers.has("X-Outreach");
    return isOurs && answer.status < 500 && answer.status !== 404 ? answer : null;
  } catch {
    return null;
  }
}

// What the pages keep (static/logbook/store/database.js), where they have made their store; nothing is ever made here.
function stored(...keys) {
  return new Promise((resolve) => {
    const opening = indexedDB.open("outreach");
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => resolve([]);
    opening.onsuccess = () => {
      const database = opening.result;
      database.onversionchange = () => database.close();
      try {
        const store = database.transaction("kept").objectStore("kept");
        const all = keys.map((key) => store.get(key));
        store.transaction.oncomplete = () => resolve(all.map(({ result }) => result && result.value));
        store.transaction.onabort = () => resolve([]);
      } catch {
        resolve([]);
      }
      database.close(); // as soon as all of it is read
    };
  });
}

let posted = 0;

// Whether the person comes from outside of the log, just now from a form, or wants the page anew: then what the server says
// may be news (who is signed in, which language, what a form did).
function isNews({ referrer, cache }) {
  const isInside = !referrer || new URL(referrer).pathname.startsWith(`${SHELL.root}/log`);
  return !isInside || cache === "no-cache" || cache === "reload" || Date.now() - posted < AFTER_A_FORM;
}

// Whether the phone can draw this page by what it read of this person's days not long ago.
async function isKnown(path) {
  const [person, facts] = await stored("person", "facts");
  const age = facts ? Date.now() - facts.read : -1;
  if (!person || !facts || facts.person.id !== person.id || age < 0 || age > FRESH) return false;
  const found = DRAWN.exec(path);
  return Boolean(found) && (!found[1] || facts.events.some(({ id }) => id === found[1].toLowerCase()));
}

async function page(request) {
  const shell = await kept(SHELL.page[0]);
  const { pathname, search } = new URL(request.url);
  if (shell && !search && !isNews(request) && (await isKnown(pathname.slice(SHELL.root.length)))) return shell;
  const fresh = asked(request);
  if (!shell) return (await fresh) || fetch(request);
  return (await Promise.race([fresh, new Promise((resolve) => setTimeout(resolve, PATIENCE))])) || shell;
}

async function file(address, request) {
  return (await kept(address)) || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method === "POST" && request.mode === "navigate") posted = Date.now();
  if (request.method !== "GET" || origin !== self.location.origin || !pathname.startsWith(`${SHELL.root}/`)) return;
  if (request.mode === "navigate") {
    if (PAGES.test(pathname.slice(SHELL.root.length))) event.respondWith(page(request));
  } else if (FILES.has(pathname + search)) event.respondWith(file(pathname + search, request));
});
