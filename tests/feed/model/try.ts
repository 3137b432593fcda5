import { runModel } from './run-model.ts';

// node tests/feed/model/try.ts [runs] [seed]: exit 3 when a life went wrong.
const [runs = '100', seed = '1'] = process.argv.slice(2);
const started = Date.now();
try {
  const counters = await runModel({ runs: Number(runs), seed: Number(seed), shrink: process.env['SHRINK'] === '1' });
  const lines = [...counters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, n]) => `${what}: ${n}`);
  process.stdout.write(`${lines.join('\n')}\n${runs} lives in ${Date.now() - started} ms\n`);
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : (error as Error);
  process.stdout.write(`WENT WRONG: ${cause.stack?.slice(0, 1500)}\n`);
  if (process.env['SHRINK'] === '1') process.stdout.write((error as Error).message.slice(0, 6000));
  process.exitCode = 3;
}
