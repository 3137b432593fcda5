import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SourceName } from '#data/contract/ids.ts';
import { tokenDigest } from '#server/access/token.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { skippedUnless } from '../support/aloud.ts';
import { bareEnv } from '../support/bare-env.ts';
import { allLive, follow, type TestFollower } from '../support/follower.ts';
import { ask, hasPostgres, makeDatabase } from '../support/postgres/database.ts';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';

const root = join(import.meta.dirname, '../..');
const CITY = join(root, 'tests/fixtures/packs/houston');
const SECRET = 'a secret of thirty-two characters';

skippedUnless(hasPostgres, 'the command line beside a database', 'db restore into PostgreSQL: no server answers');

describe.runIf(hasPostgres)('with DATABASE_URL', () => {
  let database: Awaited<ReturnType<typeof makeDatabase>>;
  let env: Record<string, string>;
  let nodes: ServerProcess[] = [];
  let walls: TestFollower[] = [];
  beforeAll(async () => {
    database = await makeDatabase();
    env = { CITY, DEMO: '0', SECRET, DATABASE_URL: database.url };
    nodes = [await serverProcess(env), await serverProcess(env)];
    const store = await openPostgresStore({ url: database.url, node: 'test', hourShift: 0, secret: SECRET });
    await store.tokens.add(tokenDigest(nodes[0]!.source), { kind: 'source', name: 'hotline' as SourceName });
    await store.tokens.add(tokenDigest(nodes[0]!.wall), { kind: 'view', name: 'wall', view: 'ops-wall' });
    await store.close();
    await Promise.all(nodes.map((node) => node.start()));
    walls = nodes.map((node) => follow(node.url, nodes[0]!.wall));
  }, 60_000);
  afterAll(async () => {
    for (const wall of walls) wall.stop();
    await Promise.all(nodes.map((node) => node.stop()));
    for (const node of nodes) node.remove();
    await database.remove();
  });

  const watchfloor = (...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const options = { cwd: root, env: { ...bareEnv(), DATA_DIR: nodes[0]!.folder, ...env } };
      execFile(process.execPath, ['server/cli/watchfloor.ts', ...args], options, (error, out, err) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, out, err }),
      );
    });

  /** As a source does it: again as long as the node, which may still read its store anew, says 503. */
  const report = (node: ServerProcess, sourceRef: string): Promise<string> =>
    vi.waitFor(
      async () => {
        const answer = await fetch(`${node.url}/api/v1/incidents`, {
          method: 'POST',
          headers: { authorization: `Bearer ${nodes[0]!.source}`, 'content-type': 'application/json' },
          body: JSON.stringify({ source: 'hotline', sourceRef, category: 'crime/robbery' }),
        });
        expect(answer.status).toBe(201);
        return ((await answer.json()) as { id: string }).id;
      },
      { timeout: 20_000, interval: 200 },
    );

  test('a restore takes every node and every wall back to the backup, and the database is verified as a file is', async () => {
    const [one, other] = [nodes[0]!, nodes[1]!];
    const kept = await report(other, 'before the backup');
    const backup = join(one.folder, 'backup.db');
    expect(await watchfloor('db', 'backup', backup)).toMatchObject({ code: 0, err: '' });
    const anchor = (await watchfloor('audit', 'anchor')).out.trim().split('\n').at(-1)!;
    await report(other, 'after the backup');
    await allLive(walls, one.url, one.wall);
    const epoch = walls[0]!.state.place?.epoch;

    // As a restore that was killed leaves it.
    await ask(database.url, 'CREATE SCHEMA public_replacing CREATE TABLE head (one int)');
    const restored = await watchfloor('db', 'restore', backup);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(one.folder, 'watchfloor.db.before-restore'))).toBe(true);
    // The report that is lost had a number above those of the backup, which ends at its anchor.
    expect(restored.out).toContain(`case numbers above ${anchor.split(':')[0]} that were given since`);
    await vi.waitFor(() => expect(walls.filter((wall) => wall.state.place?.epoch === epoch)).toEqual([]), 20_000);
    const since = await report(other, 'after the restore');
    const truth = await allLive(walls, other.url, one.wall);
    for (const wall of walls) {
      expect(wall.stateHash()).toBe(truth.stateHash);
      expect([...wall.board.incidents.keys()].sort()).toEqual([kept, since].sort());
    }
    expect((await watchfloor('db', 'verify')).out).toMatch(/facts; chain, register, keys/);
    expect((await watchfloor('audit', 'verify', '--anchor', anchor)).code).toBe(0);
    const schemas = "SELECT 1 FROM pg_namespace WHERE nspname LIKE '%replacing'";
    expect(await ask(database.url, schemas)).toEqual([]);
  }, 40_000);

  test('what is no backup is not restored, and writing goes on', async () => {
    const refused = await watchfloor('db', 'restore', join(root, 'package.json'));
    expect(refused.code).toBe(78);
    expect(refused.err.trim().split('\n')).toHaveLength(1);
    await report(nodes[1]!, 'after a refusal');
  });

  const damage = () =>
    ask<{ seq: number }>(database.url, 'DELETE FROM fact WHERE seq = (SELECT max(seq) FROM fact) RETURNING *');
  const readiness = async (node: ServerProcess) => {
    const answer = await fetch(`${node.url}/readyz`);
    return { status: answer.status, ...((await answer.json()) as { waitingFor?: string }) };
  };
  const epochThere = async () => (await ask<{ epoch: string }>(database.url, 'SELECT epoch FROM head'))[0]!.epoch;

  test('beside a store that was damaged behind its back nodes are not ready for that reason, and walls go stale', async () => {
    await allLive(walls, nodes[0]!.url, nodes[0]!.wall);
    const epoch = await epochThere();
    const [gone] = await damage();
    const because = { status: 503, waitingFor: expect.stringMatching(/is damaged/) as unknown };
    for (const node of nodes)
      await vi.waitFor(async () => expect(await readiness(node)).toMatchObject(because), 10_000);
    await vi.waitFor(() => expect(walls.map((wall) => wall.state.link)).toEqual(['stale', 'stale']), 30_000);
    expect(await epochThere()).toBe(epoch);
    await ask(
      database.url,
      `INSERT INTO fact (${Object.keys(gone!).join(', ')}) VALUES ($1, $2, $3, $4, $5, $6)`,
      Object.values(gone!),
    );
    await allLive(walls, nodes[0]!.url, nodes[0]!.wall);
    await report(nodes[1]!, 'after it was mended by hand');
  }, 60_000);

  test.each(['that run', 'that are stopped'])(
    'a restore mends a damaged store beside nodes %s, and keeps it in a schema of its own',
    async (how) => {
      await report(nodes[1]!, `before a backup for nodes ${how}`);
      const backup = join(nodes[0]!.folder, `${how.replaceAll(' ', '-')}.db`);
      expect(await watchfloor('db', 'backup', backup)).toMatchObject({ code: 0, err: '' });
      await report(nodes[1]!, `after a backup for nodes ${how}`);
      const [gone] = await damage();
      if (how === 'that are stopped') await Promise.all(nodes.map((node) => node.stop()));
      const restored = await watchfloor('db', 'restore', '--keep-access', backup);
      expect(restored).toMatchObject({ code: 0, err: '' });
      const schema = /kept as the schema (before_restore_\d+) of the database/.exec(restored.out)?.[1];
      const newest = await ask<{ seq: string }>(database.url, `SELECT max(seq) AS seq FROM ${schema}.fact`);
      expect(Number(newest[0]!.seq)).toBe(Number(gone!.seq) - 1);
      if (how === 'that are stopped') await Promise.all(nodes.map((node) => node.start()));
      await allLive(walls, nodes[0]!.url, nodes[0]!.wall);
      await report(nodes[1]!, `after a restore for nodes ${how}`);
      expect((await watchfloor('db', 'verify')).out).toMatch(/facts; chain, register, keys/);
    },
    90_000,
  );

  test.each([
    ['its head', 'DROP TABLE head', 'head'],
    ['a table', 'DROP TABLE rollup', 'rollup'],
  ])(
    'where %s is gone a restore says in one line how the store is moved aside, and works once it is',
    async (_what, sql, missing) => {
      await report(nodes[1]!, `before a backup and ${sql}`);
      const backup = join(nodes[0]!.folder, `${missing.replaceAll(' ', '-')}.db`);
      expect(await watchfloor('db', 'backup', backup)).toMatchObject({ code: 0, err: '' });
      await ask(database.url, sql);
      const says = async () => {
        const { code, err } = await watchfloor('db', 'restore', '--keep-access', backup);
        expect({ code, lines: err.trim().split('\n').length }, err).toEqual({ code: 78, lines: 1 });
        expect(err).toContain(`the store is half made (${missing} missing): stop every node, move it aside`);
        return err;
      };
      await says();
      await Promise.all(nodes.map((node) => node.stop()));
      const [, aside] = /move it aside \((.*)\), then/.exec(await says())!;
      await ask(database.url, aside!);
      onTestFinished(async () => void (await ask(database.url, 'DROP SCHEMA public_broken CASCADE')));
      expect(await watchfloor('db', 'restore', '--keep-access', backup)).toMatchObject({ code: 0, err: '' });
      await Promise.all(nodes.map((node) => node.start()));
      await allLive(walls, nodes[0]!.url, nodes[0]!.wall);
      await report(nodes[1]!, `after ${sql}`);
      expect((await watchfloor('db', 'verify')).out).toMatch(/facts; chain, register, keys/);
    },
    90_000,
  );

  test('a lease that is taken after an exchange has a greater token than all before, and a reset leaves a store that is empty', async () => {
    const before = (await ask<{ token: string }>(database.url, 'SELECT lease_token AS token FROM head'))[0]!;
    env = { ...env, DEMO: '1' };
    expect(await watchfloor('demo', 'reset')).toMatchObject({ code: 0, err: '' });
    const after = await ask<{ seq: string; token: string }>(database.url, 'SELECT seq, lease_token AS token FROM head');
    expect(Number(after[0]!.token)).toBeGreaterThanOrEqual(Number(before.token));
    expect(existsSync(join(nodes[0]!.folder, 'watchfloor.db.before-reset'))).toBe(true);
    expect(await ask(database.url, "SELECT 1 FROM fact WHERE kind = 'incident.reported'")).toEqual([]);
  });
});
