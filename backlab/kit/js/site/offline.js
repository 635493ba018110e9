// Lets a page that was visited open again when the network is gone. The build puts the state of the course into it.

import { keep, shelfName, shelvesOf } from "./shelf.js";

const VERSION = "@VERSION@";
/** @type {any} It is no window. */
const worker = self;
const ROOT = new URL("./", location.href).href;
const SHELF = shelfName(ROOT, VERSION);

/** Only what is of this state of the course is kept. */
async function clear() {
  const names = (await caches.keys()).filter((name) => name.startsWith(shelvesOf(ROOT)) && name !== SHELF);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/**
 * A page is fetched anew where it can be; its address may ask for a patient, and the page is the same for all.
 *
 * @param {Request} request
 */
async function page(request) {
  const address = new URL(request.url);
  address.search = "";
  address.hash = "";
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) {
      const kept = await caches.open(SHELF);
      await kept.put(address.href, response.clone());
    }
    return response;
  } catch (error) {
    const kept = await caches.match(address.href, { cacheName: SHELF });
    if (kept) return kept;
    throw error;
  }
}

/**
 * Everything else has the state of the course in its name, or in the name of the shelf.
 *
 * @param {Request} request
 */
async function part(request) {
  const kept = await caches.match(request, { cacheName: SHELF });
  if (kept) return kept;
  const response = await fetch(request);
  // The engine keeps by itself what it has fetched.
  if (response.ok && !request.url.startsWith(`${ROOT}engine/`)) keep(SHELF, [request.url]);
  return response;
}

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) =>
  event.waitUntil(clear().then(() => worker.clients.claim())),
);
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT)) return;
  event.respondWith(request.mode === "navigate" ? page(request) : part(request));
});
