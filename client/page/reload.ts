const KEY = 'watchfloor.reloaded-at';

/** Loads the page anew and remembers when, so that a page never reloads itself round and round. */
export function reloadPage(): void {
  sessionStorage.setItem(KEY, String(Date.now()));
  location.reload();
}

/** When this page last did so, epoch milliseconds. */
export function lastReload(): { reloadedAt?: number } {
  const at = Number(sessionStorage.getItem(KEY) ?? NaN);
  return Number.isFinite(at) ? { reloadedAt: at } : {};
}
