import { describe, expect, test } from 'vitest';
import type { Danger } from '#data/contract/danger.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { cellReasons, cellStatuses } from '#data/rules/grid-status.ts';
import { cellId, makeBoard, makeDanger, makeIncident, makeInspection } from '../support/make-rows.ts';

const now = Date.UTC(2026, 5, 1);
const c1 = cellId('c1');
const inCell = (over: Parameters<typeof makeIncident>[0]) => makeIncident({ cell: c1, ...over });
const status = (rows: Parameters<typeof makeBoard>[0]) => cellStatuses(makeBoard(rows), now).get(c1) ?? 'normal';

describe('a grid cell', () => {
  test('is normal, and not mentioned, while nothing is wrong', () => {
    const rows = {
      cells: [{ id: c1, staffed: true }],
      incidents: [inCell({ priority: 3 })],
      inspections: [makeInspection({ due: now + 1 })],
    };
    expect(cellStatuses(makeBoard(rows), now).size).toBe(0);
  });

  test('is on alert while a life is at risk in it, until that is handled', () => {
    expect(status({ incidents: [inCell({ priority: 1, state: 'onscene' })] })).toBe('alert');
    expect(status({ incidents: [inCell({ priority: 1, state: 'resolved' })] })).toBe('normal');
  });

  test('wants attention for a P2, and is on alert once that is overdue', () => {
    expect(status({ incidents: [inCell({ priority: 2 })] })).toBe('attention');
    expect(status({ incidents: [inCell({ priority: 2, due: { resolve: now - 1 } })] })).toBe('alert');
    expect(status({ incidents: [inCell({ priority: 4, due: { resolve: now - 1 } })] })).toBe('attention');
  });

  test('with an inspection overdue turns amber, and red when it is late by as long again as it had', () => {
    const inspection = (lateBy: number) => makeInspection({ fellDue: now - lateBy - 3 * DAY, due: now - lateBy });
    expect(status({ inspections: [inspection(HOUR)] })).toBe('attention');
    expect(status({ inspections: [inspection(3 * DAY)] })).toBe('attention');
    expect(status({ inspections: [inspection(3 * DAY + 1)] })).toBe('alert');
  });

  test('with a hidden danger that nobody has put right in time turns amber, then red, until somebody says that it is done', () => {
    const danger = (lateBy: number, state: Danger['state'] = 'ordered') => ({
      dangers: [makeDanger({ state, found: now - lateBy - 3 * DAY, due: now - lateBy })],
    });
    expect(status({ dangers: [makeDanger({})] })).toBe('normal');
    expect(status(danger(-HOUR))).toBe('normal');
    expect(status(danger(HOUR))).toBe('attention');
    expect(status(danger(3 * DAY + 1, 'rectifying'))).toBe('alert');
    expect(status(danger(30 * DAY, 'recheck'))).toBe('normal');
  });

  test('with nobody responsible says so, unless something graver is happening; both reasons are told', () => {
    const cells = [{ id: c1, staffed: false }];
    expect(status({ cells, incidents: [inCell({ priority: 2 })] })).toBe('unstaffed');
    const graver = makeBoard({ cells, incidents: [inCell({ priority: 1 })] });
    expect(cellStatuses(graver, now).get(c1)).toBe('alert');
    expect(cellReasons(graver, now).get(c1)).toEqual(['p1-open', 'unstaffed']);
  });

  test('is not blamed for a limit whose clock stands still', () => {
    const suspended = { since: now - DAY, until: now + DAY };
    expect(status({ incidents: [inCell({ priority: 3, due: { resolve: now - HOUR }, suspended })] })).toBe('normal');
  });
});
