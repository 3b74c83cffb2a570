// The service worker, a classic script. The server puts the shell's facts before it: SHELL = {root, name, family, files,
// page}. It keeps that one shell, whole or not at all, and answers for nothing but the log's pages and the shell's files.
// It never sends what was tapped: that is done by the one sender in a page (docs/decisions/0018).

const PATIENCE = 3000;
const PREFIX = "outreach-";
const FILES = new Map(Object.entries(SHELL.files));
const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const PAGES = new RegExp(`^/log(?:/queue|/carry|/${UUID})?/?$`, "i");

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

async function page(request) {
  const shell = await kept(SHELL.page[0]);
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
  if (request.method !== "GET" || origin !== self.location.origin || !pathname.startsWith(`${SHELL.root}/`)) return;
  if (request.mode === "navigate") {
    if (PAGES.test(pathname.slice(SHELL.root.length))) event.respondWith(page(request));
  } else if (FILES.has(pathname + search)) event.respondWith(file(pathname + search, request));
});
