import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openFile } from '#server/store/sqlite/opening/open-file.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { verifyStore } from '#server/store/sqlite/whole/verify.ts';
import { sayAloud, skipAloud } from '../support/aloud.ts';
import { startAppender } from '../support/store-child.ts';
import { temporaryFolder } from '../support/store-file.ts';
import { whyNoStrace } from '../support/store-strace.ts';

const tool = fileURLToPath(new URL('../../../shared/tools/powercut.py', import.meta.url));
const IMAGES = Number(process.env['POWER_CUTS'] ?? 60);
const APPENDS = 1600;

function whyNot(): string | null {
  if (!existsSync(tool)) return `${tool} is not there`;
  try {
    execFileSync('python3', ['--version'], { stdio: 'pipe' });
  } catch {
    return 'python3 is not installed';
  }
  return whyNoStrace();
}

type Cut = { lost: string[]; acknowledged: number; bytes: number; why: string | null };

/** Appends under a tracer, then what the disk would hold had the power gone at random moments. */
async function cutPower(synchronous: 'FULL' | 'NORMAL', images: number): Promise<Cut[]> {
  const folder = temporaryFolder();
  const [data, start, out] = ['data', 'data.start', 'out'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(data);
  await (await openSqliteStore({ file: join(data, 'store.db'), hourShift: 0 })).close();
  cpSync(data, start, { recursive: true });

  const trace = join(folder, 'trace');
  const calls = 'pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2';
  const prefix = ['strace', '-f', '-qq', '-y', '-ttt', '-xx', '-s', '70000', '-o', trace, '-e', `trace=${calls}`];
  const appender = startAppender(join(data, 'store.db'), 'a', { synchronous, prefix, limit: APPENDS });
  const lines = await appender.ended;
  writeFileSync(join(folder, 'acks'), lines.filter((line) => /^\d/.test(line)).join('\n'));
  execFileSync('python3', [tool, trace, data, start, join(folder, 'acks'), out, String(images)], { stdio: 'pipe' });
  return Array.from({ length: images }, (_, i) => look(join(out, String(i))));
}

/** What a start after the cut finds. */
function look(image: string): Cut {
  const acknowledged = readFileSync(join(image, 'acked'), 'utf8')
    .split('\n')
    .filter((id) => id !== '');
  const file = join(image, 'store.db');
  const bytes = statSync(file).size;
  const { db, served } = openFile({ file, hourShift: 0, synchronous: 'FULL', busyMs: 0, newEpoch: 'afterthecut' });
  try {
    const find = db.prepare<[string], 1>('SELECT 1 FROM incident WHERE id = ?').pluck();
    const verified = verifyStore(db, () => {});
    return {
      lost: acknowledged.filter((id) => find.get(id) !== 1),
      acknowledged: acknowledged.length,
      bytes,
      why: verified.ok ? null : verified.why,
    };
  } finally {
    db.close();
    served.close();
  }
}

test(`nothing that was acknowledged is lost in ${IMAGES} power cuts, and without a sync at each commit it would be`, async ({
  skip,
}) => {
  const why = whyNot();
  if (why !== null) return skipAloud(skip, `power cuts: ${why}`);

  const full = await cutPower('FULL', IMAGES);
  sayAloud(`synchronous=FULL: ${sum(full)} acknowledged over ${full.length} power cuts, ${lost(full)} lost`);
  expect(full.flatMap(({ lost }) => lost)).toEqual([]);
  expect(full.filter(({ why }) => why !== null)).toEqual([]);
  expect(sum(full)).toBeGreaterThan(IMAGES * APPENDS * 0.2);

  expect(new Set(full.map(({ bytes }) => bytes)).size, 'some cuts came after a checkpoint').toBeGreaterThan(1);

  const normal = await cutPower('NORMAL', 24);
  sayAloud(`synchronous=NORMAL: ${sum(normal)} acknowledged over ${normal.length} power cuts, ${lost(normal)} lost`);
  expect(lost(normal)).toBeGreaterThan(0);
}, 600_000);

const sum = (cuts: readonly Cut[]) => cuts.reduce((all, { acknowledged }) => all + acknowledged, 0);
const lost = (cuts: readonly Cut[]) => cuts.reduce((all, { lost }) => all + lost.length, 0);
