import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Incident } from '#data/contract/incident.ts';
import { silenceRule, expectedReports, isBeyondChance, weekRates } from '#data/rules/alarm-silence.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import type { Intake } from '#server/intake/intake.ts';
import { createListening } from '#server/watch/listening.ts';
import { makeBoard, makeIncident, makeUnit, unitId } from '../support/make-rows.ts';
import { createTestClock } from '../support/test-clock.ts';

const start = Date.UTC(2026, 5, 1, 8);
const hotline = { source: 'hotline' as never, exercise: false };

/** Twelve reports an hour by day, one by night, for four weeks. */
function history(until: number): Incident[] {
  const rows: Incident[] = [];
  for (let hour = Math.floor((until - 28 * DAY) / HOUR); hour * HOUR < until; hour++)
    for (let i = 0; i < (hour % 24 < 6 ? 1 : 12); i++) {
      const at = hour * HOUR + i * 4 * MINUTE;
      if (at < until)
        rows.push(
          makeIncident({ id: `h${hour}-${i}`, source: 'hotline' as never, reportedAt: at, times: { received: at } }),
        );
    }
  return rows;
}

function openListening(rows: Incident[] = []) {
  const clock = createTestClock(start);
  let since = clock.now();
  const troubles: unknown[] = [];
  const units = ['u1', 'u2', 'u3'].map((id) => makeUnit({ id }));
  let board = makeBoard({ units });
  const listening = createListening({
    board: () => board,
    clock,
    since: () => since,
    incidents: {
      async list(_filter, { limit, cursor = '0' }) {
        const from = Number(cursor);
        const next = from + limit < rows.length ? String(from + limit) : null;
        return { items: rows.slice(from, from + limit), next };
      },
    },
    trouble: (_what, error) => troubles.push(error),
  });
  const door: Intake = listening.listen({
    report: async (_caller, reports) => reports.map(() => ({ status: 201 }) as never),
    positions: async (_caller, fixes) => ({ accepted: fixes.length, stale: 0, refused: [] }),
    alert: async () => ({ ok: true, value: { status: 200, answer: { is: 'not-for-the-board' } } }),
    leave: () => {},
  });
  return {
    clock,
    troubles,
    listening,
    report: () => door.report(hotline, [{}]),
    fixes: (...ids: string[]) =>
      door.positions(
        { ...hotline, source: 'radio' as never },
        ids.map((unit) => ({ unit })),
      ),
    allOffDuty: () => (board = makeBoard({ units: units.map((unit) => ({ ...unit, reason: 'offduty' as const })) })),
    /** We were not there until now. */
    beginAnew: () => void (since = clock.now()),
    silent: () => listening.silent(clock.now()).map(({ alarm }) => alarm.subject.id),
  };
}
const settled = async () => {
  for (let i = 0; i < 60; i++) await Promise.resolve();
};

describe('a source of reports', () => {
  test('is silent once its silence is beyond chance at that hour, and no longer with its next report', async () => {
    const { clock, report, silent, troubles } = openListening(history(start));
    silent();
    await settled();
    await report();
    clock.advance(40 * MINUTE);
    expect(silent()).toEqual([]);
    clock.advance(10 * MINUTE);
    expect(silent()).toEqual(['hotline']);
    await report();
    expect(silent()).toEqual([]);
    expect(troubles).toEqual([]);
  });

  test('may be silent for hours in the night, when it seldom reports', async () => {
    const { clock, report, silent } = openListening(history(start));
    clock.advance(16 * HOUR);
    silent();
    await settled();
    await report();
    clock.advance(5 * HOUR);
    expect(silent()).toEqual([]);
  });

  test('is not silent while we were not there ourselves, nor when it never reported regularly', async () => {
    const quiet = openListening(history(start - 10 * HOUR));
    quiet.silent();
    await settled();
    expect(quiet.silent()).toEqual([]);
    const seldom = openListening(
      history(start)
        .filter((_, i) => i % 200 === 0)
        .slice(-10),
    );
    seldom.silent();
    await settled();
    seldom.clock.advance(DAY);
    expect(seldom.silent()).toEqual([]);
  });
});

describe('a source of positions', () => {
  test('is silent when all its units are, and is known for the source of each', async () => {
    const { clock, fixes, silent, listening } = openListening();
    for (let i = 0; i < 10; i++) {
      await fixes('u1', 'u2', 'u3');
      clock.advance(MINUTE / 2);
    }
    expect(listening.sourceOf(unitId('u2'))).toBe('radio');
    expect(silent()).toEqual([]);
    clock.advance(3 * MINUTE);
    expect(silent()).toEqual(['radio']);
    await fixes('u1');
    expect(silent()).toEqual([]);
  });

  test('is not silent for the time in which nobody listened', async () => {
    const { clock, fixes, silent, beginAnew } = openListening();
    for (let i = 0; i < 10; i++) {
      await fixes('u1', 'u2', 'u3');
      clock.advance(MINUTE / 2);
    }
    clock.advance(HOUR);
    beginAnew();
    expect(silent()).toEqual([]);
    clock.advance(3 * MINUTE);
    expect(silent()).toEqual(['radio']);
  });

  test('is not silent when its units have gone off duty, nor when it has but a few', async () => {
    const all = openListening();
    for (let i = 0; i < 10; i++) await all.fixes('u1', 'u2', 'u3');
    all.allOffDuty();
    all.clock.advance(HOUR);
    expect(all.silent()).toEqual([]);
    const few = openListening();
    for (let i = 0; i < 10; i++) await few.fixes('u1');
    few.clock.advance(HOUR);
    expect(few.silent()).toEqual([]);
  });
});

describe('the usual rate', () => {
  test('expects over any span what lies in its parts', () => {
    const counts = new Map(Array.from({ length: 28 * 24 }, (_, i) => [1000 + i, (i * 7) % 5] as const));
    const rates = weekRates(counts, 1000 + 28 * 24)!;
    const t = fc.integer({ min: 0, max: 20 * DAY });
    fc.assert(
      fc.property(t, t, t, (...times) => {
        const [a, b, c] = times.toSorted((x, y) => x - y) as [number, number, number];
        expect(expectedReports(rates, a, b) + expectedReports(rates, b, c)).toBeCloseTo(
          expectedReports(rates, a, c),
          6,
        );
      }),
    );
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    expect(expectedReports(rates, 0, 28 * DAY)).toBeCloseTo(total, 6);
  });

  test('makes a false alarm of no more silences than the rule says', () => {
    expect(isBeyondChance(Math.log(1 / silenceRule.chance) - 1e-9)).toBe(false);
    expect(isBeyondChance(Math.log(1 / silenceRule.chance) + 1e-9)).toBe(true);
  });
});
