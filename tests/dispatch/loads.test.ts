import { expect, test } from 'vitest';
import type { IncidentId, UnitId } from '#data/contract/ids.ts';
import { createLoads } from '#server/dispatch/loads.ts';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { apart, HOUR, imported, MONDAY, past, reported } from '../support/store-facts.ts';
import { createTestClock } from '../support/test-clock.ts';

const assigned = (incident: string, unit: string, at: number) => ({
  kind: 'incident.assigned' as const,
  at,
  incident: incident as IncidentId,
  rev: 2,
  unit: unit as UnitId,
});

test('a start counts where each unit was sent before, among whatever else is in the log', async () => {
  const { log } = createMemoryStore();
  const now = MONDAY + 9 * HOUR;
  await log.append(
    apart(
      assigned('long-ago', 'u', MONDAY),
      imported(past('p')),
      reported('a'),
      assigned('a', 'u', now - HOUR),
      assigned('b', 'u', now - HOUR),
    ),
  );
  const loads = createLoads({ log, clock: createTestClock(now) });
  await loads.load();
  await log.append(apart(assigned('b', 'u', now), assigned('c', 'v', now)));
  expect([loads.of('u' as UnitId), loads.of('v' as UnitId), loads.of('w' as UnitId)]).toEqual([2, 1, 0]);
  loads.stop();
});
