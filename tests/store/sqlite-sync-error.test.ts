import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Seq } from '#data/contract/ids.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { sayAloud, skipAloud } from '../support/aloud.ts';
import { startAppender } from '../support/store-child.ts';
import { temporaryFolder } from '../support/store-file.ts';
import { whyNoStrace } from '../support/store-strace.ts';

/** A disk that fails a few times and then works again: strace lets system calls of the process fail. */
const failures: [string, string][] = [
  ['a sync that fails', 'fsync,fdatasync:error=EIO:when=12..14'],
  ['a disk without room', 'pwrite64:error=ENOSPC:when=60..75'],
  ['a disk that has become read-only', 'pwrite64:error=EROFS:when=60..75'],
  ['a write that fails', 'pwrite64:error=EIO:when=60..75'],
];

test.each(failures)('after %s, exactly what was acknowledged is kept', async (_, injection, { skip } = {} as never) => {
  const why = whyNoStrace();
  if (why !== null) return skipAloud(skip, `disk errors: ${why}`);
  const file = join(temporaryFolder(), 'store.db');
  await (await openSqliteStore({ file, hourShift: 0 })).close();
  const calls = injection.slice(0, injection.indexOf(':'));
  const prefix = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${injection}`];
  const { child, opened, ended } = startAppender(file, 'a', { prefix, limit: 4000 });
  await opened;
  const timeout = wait(60_000, undefined, { ref: false });
  await Promise.race([ended, timeout]);
  child.kill('SIGKILL');
  const lines = await ended;
  const taken = lines.filter((line) => /^\d/.test(line)).map((line) => line.split(' ')[1]!);
  const untaken = lines.filter((line) => line.startsWith('unavailable')).map((line) => line.split(' ')[1]!);
  sayAloud(`${injection}: ${taken.length} taken, ${untaken.length} refused`);

  const store = await openSqliteStore({ file, hourShift: 0 });
  const kept = new Set(
    (await store.log.read(0 as Seq, 100_000)).map(({ fact }) =>
      'incident' in fact && typeof fact.incident === 'object' ? fact.incident.id : '',
    ),
  );
  expect(taken.filter((id) => !kept.has(id as never))).toEqual([]);
  expect(untaken.filter((id) => kept.has(id as never))).toEqual([]);
  expect(untaken.length).toBeGreaterThan(0);
  expect(lines.findLastIndex((line) => /^\d/.test(line))).toBeGreaterThan(
    lines.findLastIndex((line) => line.startsWith('unavailable')),
  );
  expect(await store.verify()).toMatchObject({ ok: true });
  await store.close();
});
