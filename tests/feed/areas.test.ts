import { expect, it } from 'vitest';
import type { AreaId, CellId, Seq } from '#data/contract/ids.ts';
import { createHub } from '#server/feed/hub.ts';
import { createMemoryLog } from './memory-log.ts';
import { newFact } from './new-fact.ts';
import { createTestClock } from './test-clock.ts';

const areasOfCell = (cell: CellId) => [cell.split('-')[0] as AreaId];
const trouble = (what: string, error: unknown) => {
  throw new Error(what, { cause: error });
};

const noItems = { open: [], overdue: [], shelved: [], promises: [], gaps: [] };

/** What a city of two districts puts on record, a line of everything in each. */
const ofDistrict = (area: string) =>
  [
    { kind: 'cell.staffing-changed', cell: `${area}-1`, staffed: false },
    { kind: 'post.filled', cell: `${area}-1`, post: { role: 'primary', person: `${area}-liu`, from: 1 } },
    { kind: 'post.vacated', cell: `${area}-1`, role: 'primary' },
    { kind: 'inspection.done', inspection: `${area}-visit`, cell: `${area}-1` },
    { kind: 'shift.noted', entry: { id: `${area}-promise`, kind: 'promise', text: 'call back', area } },
    { kind: 'shift.promise-kept', entry: `${area}-promise` },
    { kind: 'handover.drawn-up', handover: { id: `${area}-paper`, area, items: noItems } },
    { kind: 'handover.signed', handover: `${area}-paper`, as: 'giving' },
  ].map((fact) => newFact({ at: 5, ...fact }));
/** What is drawn up of the whole city tells of every district. */
const ofCity = [
  { kind: 'handover.drawn-up', handover: { id: 'city-paper', items: { ...noItems, gaps: ['south-1'] } } },
  { kind: 'handover.signed', handover: 'city-paper', as: 'giving' },
].map((fact) => newFact({ at: 5, ...fact }));

it('what happens in a district reaches no view of another one, in no frame and in no table (P36)', async () => {
  const log = createMemoryLog();
  const hub = await createHub({ log, clock: createTestClock(), areasOfCell, trouble });
  const edition = hub.edition({ name: 'supervisor', area: 'north' as AreaId });
  log.add(...ofCity, ...ofDistrict('north'), ...ofDistrict('south'));
  const sent = edition.batchAfter(0 as Seq).end.toString('latin1');
  for (const { kind } of ofDistrict('north')) expect(sent).toContain(kind);
  expect(sent).not.toMatch(/south|city/);
  expect(JSON.stringify(Object.values(edition.board).map((table) => [...table]))).not.toMatch(/south|city-paper/);
  expect((await hub.proofAt(edition.view, hub.log.head))!.stateHash).toBe(edition.stateHash());
  hub.close();
});
