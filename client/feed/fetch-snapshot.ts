import { Snapshot } from '#data/contract/feed.ts';

/** Gets a snapshot over HTTP. @throws with a sentence when there is none to be had. */
export function snapshotFetcher({
  origin = '',
  token,
  view,
  fetch = globalThis.fetch,
}: { origin?: string; token?: string; view?: string; fetch?: typeof globalThis.fetch } = {}): (
  url: string,
  signal: AbortSignal,
) => Promise<Snapshot> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return async (url, signal) => {
    const asked = view === undefined ? url : `${url}?view=${view}`;
    const response = await fetch(origin + asked, { signal, headers, cache: 'no-store', credentials: 'same-origin' });
    if (!response.ok) throw new Error(`snapshot: HTTP ${response.status}`);
    const snapshot = Snapshot.safeParse(await response.json());
    if (!snapshot.success) throw new Error('snapshot: unreadable');
    return snapshot.data;
  };
}
