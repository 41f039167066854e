// Keeps the page of the list of the day, and the files it is made of, on the phone: read from there without network.
// The page says when the day is over, and all of it is wiped.

const CACHE = "liamm-checkin";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data === "wipe") event.waitUntil(caches.delete(CACHE));
  if (Array.isArray(event.data)) event.waitUntil(keep(event.data));
});

async function keep(addresses) {
  const cache = await caches.open(CACHE);
  await Promise.allSettled(addresses.map((address) => cache.add(address)));
}

async function fresh(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  const page = event.request.mode === "navigate" && /^\/venir\/accueil\/[^/]+\/$/.test(address.pathname);
  if (page || address.pathname.startsWith("/static/")) event.respondWith(fresh(event.request));
});
