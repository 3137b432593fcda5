import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ChannelHealth, ChannelName } from '#data/contract/channel.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { StoreUnavailable, type Store } from '#server/store/store.ts';
import { startApp, type AppOptions, type RunningApp } from '../../support/app.ts';
import { makeSchema } from '../../support/postgres/database.ts';
import { describeWithDatabase } from '../../support/postgres/with-database.ts';

/**
 * What a sender was told of one thing: that it is taken; that it is refused, and why; or that it must send it again.
 * Where the channel answers nobody, what is acknowledged and not kept must be a dead letter.
 */
export type Told = 'acknowledged' | 'again' | { refused: string };

/** A real client of the channel, at a server that runs. */
export type ChannelClient = {
  /** Sends a good report, or fix, under a reference of its own. */
  good(ref: string): Promise<Told>;
  /** Sends one that is never valid. */
  bad(ref: string): Promise<Told>;
  /** Several in one message, where the channel takes several. */
  together?(items: readonly { ref: string; isGood: boolean }[]): Promise<Told[]>;
  close?(): Promise<void>;
};

type ChannelUnderTest = {
  /** What the server needs for the channel beside its store. */
  options?: AppOptions;
  connect(app: RunningApp): Promise<ChannelClient>;
  /** The references that are kept, each as often as it is. */
  kept(store: Store): Promise<string[]>;
};

/** References of the incidents of a source. */
export async function keptReports(store: Store, source: string): Promise<string[]> {
  const { items } = await store.incidents.list({ source }, { limit: 500 });
  return items.map(({ sourceRef }) => sourceRef!).sort();
}

/** What every channel promises, on both stores. */
export function channelPasses(name: ChannelName, channel: ChannelUnderTest): void {
  describe('on SQLite', () => {
    describeChannel(name, channel, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'watchfloor-channel-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      return () => openSqliteStore({ file: join(folder, 'store.db'), hourShift: 0 });
    });
  });
  describeWithDatabase('on PostgreSQL', (database) => {
    describeChannel(name, channel, async () => {
      const url = await makeSchema(database.url);
      return () => openPostgresStore({ url, node: 'test', hourShift: 0, secret: 'one' });
    });
  });
}

let installations = 0;

function describeChannel(
  name: ChannelName,
  { options, connect, kept }: ChannelUnderTest,
  makePlace: () => Promise<() => Promise<Store>>,
): void {
  /** The server on a store that can be told to keep nothing. */
  async function begin() {
    const open = await makePlace();
    const own = await open();
    const switched = { isDown: false };
    // An installation of its own each time: a broker keeps for one what it had not taken in.
    const secret = `channels ${++installations}`;
    const app = await startApp({ secret, ...options, around: () => failing(own, switched) });
    app.channels.start();
    let stopping: Promise<void> | undefined;
    const stop = () => (stopping ??= app.stop());
    const client = await connect(app);
    onTestFinished(async () => {
      await client.close?.();
      await stop();
    });
    const health = async (): Promise<ChannelHealth> => {
      const { cookie } = await app.signIn({ role: 'admin' });
      const answer = await fetch(`${app.url}/api/v1/channels`, { headers: { cookie } });
      const { items } = (await answer.json()) as { items: ChannelHealth[] };
      return items.find((one) => one.name === name)!;
    };
    const deadLetters = async () => (await own.letters.list({ channel: name, kind: 'dead' }, { limit: 100 })).items;
    return { app, client, store: own, switched, stop, health, deadLetters, open };
  }

  test('keeps what comes twice once', async () => {
    const { client, store } = await begin();
    expect([await client.good('a'), await client.good('a')]).toEqual(['acknowledged', 'acknowledged']);
    await Promise.all([client.good('b'), client.good('b')]);
    expect(await kept(store)).toEqual(['a', 'b']);
  });

  test('keeps the good beside the bad, and says of the bad why or keeps it as a dead letter with its reason', async () => {
    const { client, store, deadLetters } = await begin();
    const told = [await client.good('a'), await client.bad('b'), await client.good('c')];
    expect([told[0], told[2]]).toEqual(['acknowledged', 'acknowledged']);
    const letters = await deadLetters();
    if (typeof told[1] === 'object') expect(told[1].refused).not.toBe('');
    else expect(letters).toMatchObject([{ channel: name, kind: 'dead', reason: expect.stringMatching(/\S/) }]);
    if (!client.together) return expect(await kept(store)).toEqual(['a', 'c']);
    const several = await client.together([
      { ref: 'd', isGood: true },
      { ref: 'e', isGood: false },
      { ref: 'f', isGood: true },
    ]);
    expect([several[0], several[2]]).toEqual(['acknowledged', 'acknowledged']);
    if (typeof several[1] !== 'object') expect(await deadLetters()).toHaveLength(letters.length + 1);
    expect(await kept(store)).toEqual(['a', 'c', 'd', 'f']);
  });

  test('acknowledges nothing before it is kept, be it good or bad', async () => {
    const { client, store, switched, deadLetters } = await begin();
    switched.isDown = true;
    expect(await client.good('a')).toBe('again');
    const bad = await client.bad('b');
    expect(bad).not.toBe('acknowledged');
    switched.isDown = false;
    expect(await kept(store)).toEqual([]);
    expect(await client.good('a')).toBe('acknowledged');
    expect(await kept(store)).toEqual(['a']);
    if (bad === 'again' && (await client.bad('b')) === 'acknowledged') expect(await deadLetters()).toHaveLength(1);
  });

  test('stops without losing what it has acknowledged', async () => {
    const { client, stop, open } = await begin();
    await client.good('first');
    const refs = Array.from({ length: 20 }, (_, i) => `r${String(i).padStart(2, '0')}`);
    const sent = refs.map(async (ref) => ({ ref, told: await client.good(ref).catch((): Told => 'again') }));
    // At least one is under way.
    await Promise.race(sent);
    await stop();
    const acknowledged = (await Promise.all(sent)).flatMap(({ ref, told }) => (told === 'acknowledged' ? [ref] : []));
    const store = await open();
    onTestFinished(() => store.close());
    expect(await kept(store)).toEqual(expect.arrayContaining(['first', ...acknowledged]));
  });

  test('says how it does: when it was heard, how much, and what was refused', async () => {
    const { client, health, deadLetters, app } = await begin();
    expect(await health()).toMatchObject({ perMinute: 0, refused: {}, deadLetters: 0 });
    await client.good('a');
    await client.bad('b');
    const after = await health();
    expect(after.lastHeard).toBeGreaterThan(0);
    expect(after.perMinute).toBeGreaterThan(0);
    expect(after.lagMs).toBeGreaterThanOrEqual(0);
    expect(Object.values(after.refused)).toEqual([1]);
    expect(after.deadLetters).toBe((await deadLetters()).length);
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toContain(`watchfloor_channel_last_heard_seconds{channel="${name}"}`);
    expect(metrics).toMatch(/watchfloor_ingest_rejected_total\{channel="[a-z0-9-]+",reason="[^"]+"\} 1/);
  });
}

/** The store as it is, until it is down: then it keeps nothing. */
function failing(store: Store, switched: { isDown: boolean }): Store {
  const unlessDown = <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async function (...args: A): Promise<R> {
      if (switched.isDown) throw new StoreUnavailable('it is down');
      return work(...args);
    };
  return {
    ...store,
    log: { ...store.log, append: unlessDown(store.log.append) },
    tracks: { ...store.tracks, keep: unlessDown(store.tracks.keep) },
    letters: { ...store.letters, keep: unlessDown(store.letters.keep) },
    drawers: { ...store.drawers, put: unlessDown(store.drawers.put), putIf: unlessDown(store.drawers.putIf) },
  };
}
