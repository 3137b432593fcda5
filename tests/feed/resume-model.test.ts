import { expect, it } from 'vitest';
import { runModel } from './model/run-model.ts';

// SEED and LIVES search further: LIVES=5000 SEED=42 npx vitest run tests/feed/resume-model.test.ts
const seed = Number(process.env['SEED'] ?? 20);
const runs = Number(process.env['LIVES'] ?? 150);

/** Without these the lives were too quiet to show anything. */
const mustHappen = [
  'came to another node',
  'did: cut off',
  'bye: slow',
  'damaged: facts',
  'forged ack cut',
  'hello: ahead of us',
  'hello: other history',
  'hello: other log',
  'hello: resumed',
  'hello: too far behind',
  'live checked',
  'lost: facts',
  'lost: resync',
  'repeated: facts',
  'resync: epoch',
  'resync: floor',
  'resync: hash',
  'resync: lag',
  'resync: view',
  'state hash told',
  'why: gap',
  'why: late',
  'why: lost facts',
  'why: lost resync',
  'why: no hello',
  'why: no snapshot',
  'why: silence',
  'why: snapshot refused',
  'why: state hash',
  'why: stuck',
];

it('whatever befalls servers, lines and screens: no screen shows what never was, none says live while it is behind, and all heal by themselves (P6, P12, P18, P20, P21, P22, P24, P29)', async () => {
  const counters = await runModel({ runs, seed });
  const report = [...counters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `${what} ${count}`);
  process.stdout.write(`${runs} lives, seed ${seed}: ${report.join(', ')}\n`);
  expect(mustHappen.filter((what) => !counters.has(what))).toEqual([]);
}, 600_000);
