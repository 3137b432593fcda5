import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { describeOnBothStores } from '../support/postgres/on-both-stores.ts';
import { allLive, follow, type TestFollower } from '../support/follower.ts';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';
import { bareEnv } from '../support/bare-env.ts';

const root = resolve(import.meta.dirname, '../..');
const CITY = resolve(root, 'tests/fixtures/packs/houston');
let server: ServerProcess;
let walls: TestFollower[] = [];
let env: Record<string, string>;

const watchfloor = (...words: string[]) =>
  promisify(execFile)(process.execPath, ['server/cli/watchfloor.ts', ...words], {
    cwd: root,
    env: { ...bareEnv(), DATA_DIR: server.folder, ...env },
  });

/** As a source does it: again as long as the server, which may still read its store anew, says 503. */
const report = (sourceRef: string): Promise<string> =>
  vi.waitFor(
    async () => {
      const answer = await fetch(`${server.url}/api/v1/incidents`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.source}`, 'content-type': 'application/json' },
        body: JSON.stringify({ source: 'hotline', sourceRef, category: 'crime/robbery' }),
      });
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { id: string }).id;
    },
    { timeout: 20_000, interval: 200 },
  );

describeOnBothStores('a server', (where) => {
  beforeAll(async () => {
    env = { CITY, DEMO: '0', ...where };
    server = await serverProcess(env);
    await server.start();
    walls = [1, 2, 3].map(() => follow(server.url, server.wall));
  });
  afterAll(async () => {
    for (const wall of walls) wall.stop();
    await server.stop();
    server.remove();
  });

  test('a restore beside the running server takes every wall back to the backup, by itself', async () => {
    const kept = await report('before the backup');
    const backup = join(server.folder, 'backup.db');
    await watchfloor('db', 'backup', backup);
    const lost = await report('after the backup');
    const { seq } = await allLive(walls, server.url, server.wall);
    const epoch = walls[0]!.state.place?.epoch;

    await watchfloor('db', 'restore', backup);
    // The same seq as before with another fact there: only the epoch tells.
    const other = await report('after the restore');
    const truth = await allLive(walls, server.url, server.wall);
    expect(truth.seq).toBe(seq);
    for (const wall of walls) {
      expect(wall.state.place?.epoch).not.toBe(epoch);
      expect(wall.stateHash()).toBe(truth.stateHash);
      expect([...wall.board.incidents.keys()].sort()).toEqual([kept, other].sort());
      expect(wall.board.incidents.has(lost as never)).toBe(false);
    }
  });

  test('what was reported after the restore is kept over a restart', async () => {
    expect(await server.stop()).toBe(0);
    await server.start();
    const truth = await allLive(walls, server.url, server.wall);
    for (const wall of walls) expect(wall.stateHash()).toBe(truth.stateHash);
  });
});
