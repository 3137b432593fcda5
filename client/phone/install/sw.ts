/// <reference lib="webworker" />
import { keptAnswer, shellName } from './shell.ts';

declare const self: ServiceWorkerGlobalScope;
const SHELL = shellName(__BUILD__);

/** Longer than this the page itself is not waited for where the shell has it, ms. */
const PATIENCE_MS = 3000;

/** Everything that the page consists of, as the build lists it. All of it, or this build is not taken. */
async function install(): Promise<void> {
  const listed = await fetch('/phone/shell.json', { cache: 'no-store' });
  const { files } = (await listed.json()) as { files: string[] };
  const shell = await caches.open(SHELL);
  await shell.addAll(files.map((file) => new Request(file, { cache: 'reload' })));
}

/** A new build takes over once no page of the old one is open any more; then nobody needs the old shell. */
async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name !== SHELL && name.startsWith(shellName('')));
  for (const name of old) await caches.delete(name);
  await self.clients.claim();
}

async function page(request: Request, key: string): Promise<Response> {
  const kept = await caches.match(key);
  if (!kept) return fetch(request);
  return fetch(request.url, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    (fresh) => (fresh.ok ? fresh : kept),
    () => kept,
  );
}

async function part(request: Request, key: string): Promise<Response> {
  return (await caches.match(key)) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const key = keptAnswer(event.request, self.location.origin);
  // What is not the shell goes over the line as if there were no worker: no answer of the API is ever kept.
  if (key === null) return;
  event.respondWith(key === '/phone' ? page(event.request, key) : part(event.request, key));
});
