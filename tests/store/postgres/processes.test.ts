import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Seq } from '#data/contract/ids.ts';
import { openPostgresStore, type PostgresOptions } from '#server/store/postgres/open.ts';
import { StoreUnavailable, type Change, type Outcome, type Store } from '#server/store/store.ts';
import { ask, makeSchema } from '../../support/postgres/database.ts';
import { describeWithDatabase } from '../../support/postgres/with-database.ts';
import { apart, noted, registered, reported } from '../../support/store-facts.ts';

const run = promisify(execFile);
const appender = fileURLToPath(new URL('../../support/postgres/appender.ts', import.meta.url));

describeWithDatabase('several processes on one database', (database) => {
  async function open(url: string, more: Partial<PostgresOptions> = {}): Promise<Store> {
    const store = await openPostgresStore({ url, node: 'test', hourShift: 0, secret: 'one', ...more });
    onTestFinished(() => store.close());
    return store;
  }

  test('append 10,000 entries with keys and guards: no gap, nothing twice, one truth', async () => {
    const url = await makeSchema(database.url);
    const store = await open(url);
    await store.log.append(apart(reported('contested')));
    const heard: number[] = [1];
    store.log.follow((facts) => heard.push(...facts.map(({ fact }) => fact.seq)));
    const ended = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const { stdout } = await run(process.execPath, [appender, url, name, '5000']);
        return JSON.parse(stdout) as { ended: Record<Outcome['is'], number>; gaps: number; late: number };
      }),
    );
    const sum = (is: Outcome['is']) => ended[0]!.ended[is] + ended[1]!.ended[is];
    expect(ended.map(({ gaps, late }) => [gaps, late])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    // Of the 2,500 keys that both use, each is kept once.
    expect(sum('repeated')).toBe(2500);
    expect(sum('appended') + sum('conflict')).toBe(7500);
    expect(sum('conflict')).toBeGreaterThan(0);
    const facts = await store.log.read(0 as Seq, 100_000);
    expect(facts.map(({ fact }) => fact.seq)).toEqual(facts.map((_, i) => i + 1));
    await vi.waitFor(() => expect(heard).toEqual(facts.map(({ fact }) => fact.seq)));
    // Two facts of each report, one of everything else.
    expect(facts).toHaveLength(1 + sum('appended') + 4000);
    expect(await store.verify()).toMatchObject({ ok: true, facts: facts.length });
  }, 120_000);

  test('tell each other of facts and changes, also when nobody can ring', async () => {
    const url = await makeSchema(database.url);
    const [one, two] = [await open(url), await open(url, { node: 'deaf' })];
    const heard: number[] = [];
    const changes: (readonly Change[] | null)[] = [];
    two.log.follow((facts) => heard.push(...facts.map(({ fact }) => fact.seq)));
    two.changes.follow((some) => changes.push(some));
    for (let i = 1; i <= 3; i++) {
      await ask(
        database.url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'watchfloor deaf bell'",
      );
      await one.log.append(apart(registered(`u${i}`)));
      await one.drawers.put('session', `s${i}`, 'x');
      await vi.waitFor(() => expect([heard.length, changes.flat().length]).toEqual([i, i]), { timeout: 5000 });
    }
    expect(heard).toEqual([1, 2, 3]);
    expect(changes.flat().map((change) => change?.id)).toEqual(['s1', 's2', 's3']);
  });

  test('come up to what another has committed when they are asked to, whether or not anybody rang', async () => {
    const url = await makeSchema(database.url);
    const [one, two] = [await open(url), await open(url)];
    const heard: number[] = [];
    two.log.follow((facts) => heard.push(...facts.map(({ fact }) => fact.seq)));
    for (let i = 1; i <= 20; i++) {
      await one.log.append(apart(registered(`u${i}`)));
      await two.log.catchUp();
      expect(heard.at(-1)).toBe(i);
    }
    await ask(database.url, `UPDATE ${new URL(url).searchParams.get('schema')}.head SET epoch = 'another'`);
    await expect(two.log.catchUp()).rejects.toThrow(StoreUnavailable);
  });

  test('turn one away only when it has been told what it did not know', async () => {
    const url = await makeSchema(database.url);
    const [one, two] = [await open(url), await open(url)];
    await one.log.append(apart(reported('a')));
    for (let rev = 2; rev < 20; rev++) {
      const known = two.log.place().seq;
      const note = {
        facts: [noted('a', rev)],
        guards: [{ subject: 'incident/a', at: known }],
        key: rev % 2 ? `other${rev}` : `k${rev}`,
      };
      await one.log.append([{ facts: [noted('a', rev)], key: `k${rev}` }]);
      const [outcome] = await two.log.append([note]);
      expect(outcome!.is).toBe(rev % 2 ? 'conflict' : 'repeated');
      expect(two.log.place().seq).toBe(one.log.place().seq);
    }
  });

  test('keep nothing more once the log is another one, and say so', async () => {
    const url = await makeSchema(database.url);
    const otherLog = vi.fn();
    const store = await open(url, { otherLog });
    await store.log.append(apart(registered('u')));
    await ask(database.url, `UPDATE ${new URL(url).searchParams.get('schema')}.head SET epoch = 'another'`);
    await expect(store.log.append(apart(registered('v')))).rejects.toThrow(StoreUnavailable);
    await vi.waitFor(() => expect(otherLog).toHaveBeenCalledTimes(1));
    expect(store.health().intake).toBe('down');
  });

  test('notice also without writing that the log has lost its end', async () => {
    const url = await makeSchema(database.url);
    const otherLog = vi.fn();
    const store = await open(url, { otherLog });
    await store.log.append(apart(registered('u'), registered('v')));
    const schema = new URL(url).searchParams.get('schema');
    await ask(
      database.url,
      `UPDATE ${schema}.head SET seq = 1, hash = (SELECT hash FROM ${schema}.fact WHERE seq = 1)`,
    );
    await vi.waitFor(() => expect(otherLog).toHaveBeenCalledTimes(1), { timeout: 5000 });
    const again = await open(url);
    expect(again.log.place()).toMatchObject({ seq: 1 });
    expect(again.log.place().epoch).not.toBe(store.log.place().epoch);
  });

  test.each(['by appending', 'by the bell'])(
    'notice %s that others went on from an earlier place of it, and tell nothing of that',
    async (how) => {
      const url = await makeSchema(database.url);
      const otherLog = vi.fn();
      const store = await open(url, { otherLog });
      await store.log.append(apart(registered('a'), registered('b'), registered('c')));
      const heard: number[] = [];
      store.log.follow((facts) => heard.push(...facts.map(({ fact }) => fact.seq)));
      // A server that took over without the newest facts, and a node that appended there first: all at once.
      const schema = new URL(url).searchParams.get('schema');
      const facts = [2, 3, 4, 5].map(
        (seq) => `(${seq}, (SELECT month FROM ${schema}.head), 1, 'x', '{}', sha256('${seq}'))`,
      );
      await ask(
        database.url,
        `WITH gone AS (DELETE FROM ${schema}.fact WHERE seq > 1), moved AS (UPDATE ${schema}.head SET seq = 5, hash = sha256('5'))
         SELECT pg_advisory_lock(1)`,
      );
      await ask(
        database.url,
        `INSERT INTO ${schema}.fact (seq, month, at, kind, body, hash) VALUES ${facts.join(', ')}`,
      );
      if (how === 'by appending')
        await expect(store.log.append(apart(registered('d')))).rejects.toThrow(StoreUnavailable);
      await vi.waitFor(() => expect(otherLog).toHaveBeenCalledTimes(1), { timeout: 5000 });
      expect(heard).toEqual([]);
    },
  );

  test('index texts once, and find what is changed and taken out meanwhile', async () => {
    const url = await makeSchema(database.url);
    const [one, two] = [await open(url), await open(url)];
    await one.log.append(apart(...Array.from({ length: 450 }, (_, i) => reported(`i${i}`, { title: `Wasser ${i}` }))));
    const found = async (text: string) => (await two.incidents.list({ text }, { limit: 500 })).items.length;
    expect(await found('wasser')).toBe(450);
    const schema = new URL(url).searchParams.get('schema');
    await vi.waitFor(
      async () =>
        expect(await ask(database.url, `SELECT COUNT(*)::int AS n FROM ${schema}.incident_text`)).toEqual([{ n: 450 }]),
      { timeout: 20_000 },
    );
    expect(await found('wasser')).toBe(450);
    expect(await found('wasser 44')).toBe(11);
    expect(await found('was\0er')).toBe(0);
  }, 40_000);
});
