// Answers when the network does not. Only what everybody may see is kept, and it is asked for without cookies.
const SHELL = "shell-{{ mark }}";
const PAGES = "pages-1";
const PICTURES = "pictures-1";
const MOST = { [PAGES]: 60, [PICTURES]: 120 };
const FILES = {{ shell|tojson }};
const PRIVATE = /^(\/en)?\/(account|seller|organizer|cart|checkout|orders|hooks|api|l)(\/|$)/;

const asEverybody = (address) => new Request(address, { credentials: "omit" });
const isPrivate = (address) => PRIVATE.test(new URL(address).pathname);
const isForEverybody = (answer) => answer.ok && !answer.redirected && !/no-store|private/.test(answer.headers.get("Cache-Control") || "");

async function keep(name, address, answer) {
  const cache = await caches.open(name);
  await cache.delete(address);
  await cache.put(address, answer);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST[name])).map((each) => cache.delete(each)));
}

async function keepPage(address) {
  const answer = await fetch(asEverybody(address)).catch(() => null);
  if (answer && isForEverybody(answer)) await keep(PAGES, address, answer);
}

// The page that brought the worker came before it: a link from a chat is often the only page that is opened.
async function keepFirstPages() {
  const open = await self.clients.matchAll({ type: "window" });
  const addresses = open.map(({ url }) => url.split("#")[0]);
  await Promise.all(addresses.filter((address) => !isPrivate(address)).map(keepPage));
}

async function page(event) {
  const { request } = event;
  const address = request.url.split("#")[0];
  try {
    const answer = await fetch(request);
    if (request.method === "GET" && !isPrivate(address)) event.waitUntil(keepPage(address));
    return answer;
  } catch {
    // What could not be sent is still in the form's draft, so back to the form.
    if (request.method !== "GET" && request.referrer) return Response.redirect(request.referrer, 303);
    const kept = await (await caches.open(PAGES)).match(address, { ignoreVary: true });
    return kept || offline(new URL(address).pathname);
  }
}

async function offline(path) {
  const shell = await caches.open(SHELL);
  return shell.match(path.startsWith("/en") ? "/en/offline" : "/offline", { ignoreVary: true });
}

async function file(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  return kept || fetch(request);
}

async function picture(event) {
  const kept = await caches.match(event.request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (answer.ok) event.waitUntil(keep(PICTURES, event.request.url, answer.clone()));
  return answer;
}

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(FILES.map(asEverybody))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const current = new Set([SHELL, PAGES, PICTURES]);
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => !current.has(name)).map((name) => caches.delete(name))))
      .then(() => self.clients.claim())
      .then(keepFirstPages),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (request.method === "GET" && address.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.method === "GET" && address.pathname.startsWith("/media/")) event.respondWith(picture(event));
});
