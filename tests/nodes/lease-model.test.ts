import { expect, test } from 'vitest';
import { runLeases } from './lease-model.ts';

// SEED and LIVES search further: LIVES=2000 SEED=42 npx vitest run tests/nodes/lease-model.test.ts
const seed = Number(process.env['SEED'] ?? 20);
const runs = Number(process.env['LIVES'] ?? 60);

test('whatever befalls nodes that watch one city: one of them does, no alarm is raised twice or loses its acknowledgement, and what comes late is refused', async () => {
  const counters = await runLeases({ runs, seed });
  process.stdout.write(`${runs} lives, seed ${seed}: ${[...counters].map((each) => each.join(' ')).join(', ')}\n`);
  expect(counters.get('a late write was refused')).toBeGreaterThan(0);
  expect(counters.get('taken')).toBeGreaterThan(runs);
}, 300_000);
