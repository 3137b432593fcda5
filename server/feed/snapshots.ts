import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { PROTOCOL, type Snapshot } from '#data/contract/feed.ts';
import { viewKey, type View } from '#data/contract/view.ts';
import { packBoard } from '#data/fold/snapshot.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Hub } from './hub.ts';

/** A snapshot this young is given to the next one who asks, though the log has grown since. */
const FRESH_MS = 1000;
/** While the log stands still, the same snapshot is given this long. */
const STILL_MS = 60_000;

const compress = promisify(gzip);

/** The board of a view as `GET /api/v1/snapshot` gives it. */
export type SnapshotBody = { etag: string; json: Buffer; gzip: Buffer };

/** Makes each snapshot once for all who want it: whoever gets it follows from its seq. */
export function createSnapshots(hub: Hub, clock: Clock): (view: View) => Promise<SnapshotBody> {
  const kept = new Map<string, { at: number; place: string; body: Promise<SnapshotBody> }>();
  return (view) => {
    const key = viewKey(view);
    const { epoch, seq, hash } = hub.place();
    const place = `${epoch}-${seq}-${hash}`;
    const age = (at: number) => clock.now() - at;
    const last = kept.get(key);
    const reusable =
      last && last.place.startsWith(`${epoch}-`) && age(last.at) < (last.place === place ? STILL_MS : FRESH_MS);
    if (reusable) return last.body;
    const body = make(hub, view, clock.now(), `"${place}-${key}"`);
    kept.set(key, { at: clock.now(), place, body });
    body.catch(() => kept.delete(key));
    return body;
  };
}

async function make(hub: Hub, view: View, at: number, etag: string): Promise<SnapshotBody> {
  const json = Buffer.from(JSON.stringify(takeSnapshot(hub, view, at)));
  return { etag, json, gzip: await compress(json, { level: constants.Z_BEST_SPEED }) };
}

/** The view's board at the head: board and position are of the same moment. */
export function takeSnapshot(hub: Hub, view: View, at: number): Snapshot {
  const board = packBoard(hub.edition(view).board);
  return { protocol: PROTOCOL, ...hub.place(), at, view: viewKey(view), board };
}
