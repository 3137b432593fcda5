import { describe, expect, test } from 'vitest';
import type { UnitId } from '#data/contract/ids.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import { createLastFixes } from '#server/dispatch/last-fixes.ts';
import { createTravel } from '#server/dispatch/travel.ts';
import { lookAtCoverage } from '#server/watch/look-at-coverage.ts';
import { lookForClusters } from '#server/watch/look-for-clusters.ts';
import { createSlowLooks, type SlowLook } from '#server/watch/slow-looks.ts';
import { makeBoard, makeUnit } from '../support/make-rows.ts';
import { makePack, packCell } from '../support/pack.ts';

const now = Date.UTC(2026, 5, 1, 8);
const found = (id: string) => ({ alarm: { id }, since: 0, exercise: false }) as never as ReturnType<SlowLook>[number];

describe('what is looked at once a minute', () => {
  test('is remembered in between, and looked at anew when the clock is put back', () => {
    const at: number[] = [];
    const looks = createSlowLooks({ one: (t) => (at.push(t), [found(`seen at ${t}`)]) }, () => {});
    for (const t of [0, 1000, 59_999, 60_000, 70_000, 5000]) looks(t);
    expect(at).toEqual([0, 60_000, 5000]);
    expect(looks(6000)).toEqual([found('seen at 5000')]);
  });

  test('keeps what it found when it fails, and tells of it', () => {
    const troubles: string[] = [];
    let broken = false;
    const look: SlowLook = () => {
      if (broken) throw new Error('broken');
      return [found('a')];
    };
    const looks = createSlowLooks({ one: look, two: () => [found('b')] }, (what) => troubles.push(what));
    expect(looks(0)).toHaveLength(2);
    broken = true;
    expect(looks(MINUTE)).toEqual([found('a'), found('b')]);
    expect(troubles).toEqual(['watch: one']);
  });
});

describe('coverage', () => {
  // Ten kilometres of streets, and anchors off them: from one end to the other takes longer than the ten minutes in which priority 1 is to be attended.
  const pack = makePack({}, { columns: 24, rows: 4 });
  const travel = createTravel(pack.graph);
  const [west, east] = [pack.cells[0]!.anchor, pack.cells.find(({ id }) => id === packCell(23, 3))!.anchor];
  type Over = Parameters<typeof makeUnit>[0] & { at?: [number, number] | null; fixAt?: number };

  function gaps(...units: Over[]): string[] {
    const lastFixes = createLastFixes();
    const rows = units.map(({ at = west, fixAt = now, ...over }, i) => {
      const id = `u${i}` as UnitId;
      if (at) lastFixes.put({ unit: id, at: fixAt, lon: at[0], lat: at[1] });
      return makeUnit({ ...over, id });
    });
    const board = makeBoard({ units: rows });
    const look = lookAtCoverage({ board: () => board, pack, travel, lastFixes, gridIsExercise: false });
    return look(now).map(({ alarm }) => alarm.subject.id);
  }

  test('has a gap where no free unit would come in time, and says how far it is', () => {
    expect(gaps({ at: west })).toEqual(['d1', 'd1s0', 'd1s1']);
    expect(gaps({ at: west }, { at: east })).toEqual([]);
  });

  test('counts only units that could go, of a service that is sent first to priority 1', () => {
    const everywhere = ['d0', 'd0s0', 'd0s1', 'd1', 'd1s0', 'd1s1'];
    expect(gaps({ at: west, availability: 'unavailable' }).toSorted()).toEqual(everywhere);
    expect(gaps({ at: west, contact: 'offline' }).toSorted()).toEqual(everywhere);
    expect(gaps({ at: west, fixAt: now - 16 * MINUTE }).toSorted()).toEqual(everywhere);
    expect(gaps({ at: west }, { at: east, service: 'urban' })).toEqual(['d1', 'd1s0', 'd1s1']);
  });

  test('is not asked for where no such unit was ever heard', () => {
    expect(gaps()).toEqual([]);
    expect(gaps({ at: null })).toEqual([]);
  });
});

describe('clusters', () => {
  const pack = makePack();
  const hour = 500_000;
  type Count = [hour: number, category: string, cell: string, count: number];

  function look(counts: Count[], firstHour = 0) {
    const each = (from: number, to: number, take: (...count: Count) => void) => {
      for (const count of counts) if (count[0] >= from && count[0] < to) take(...count);
    };
    const clusters = lookForClusters({ counts: () => ({ hour, firstHour, each }), pack, gridIsExercise: true });
    return clusters(now).map(({ alarm, exercise }) => ({ id: alarm.id, figures: alarm.figures, exercise }));
  }
  const theft = 'public-security/theft';
  /** One theft in every community on every day of eight weeks, at this hour. */
  const usual = Array.from({ length: 56 }, (_, day) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((x): Count => [hour - 24 * (day + 1), theft, packCell(x, x < 4 ? 0 : 3), 1]),
  ).flat();

  test('are more of a group in a community than its own past explains, and say what was to be expected', () => {
    const [cluster, ...more] = look([
      ...usual,
      [hour - 1, theft, packCell(0, 0), 14],
      [hour, theft, packCell(5, 3), 3],
    ]);
    expect(more).toEqual([]);
    expect(cluster).toMatchObject({
      id: 'cluster:area:d0s0c0:public-security',
      exercise: true,
      figures: { group: 'public-security', observed: 14, hours: 6 },
    });
    expect(cluster!.figures!['expected']).toBeGreaterThan(1);
    expect(cluster!.figures!['expected']).toBeLessThan(3);
  });

  test('are none when the whole city is as busy, when it is the usual number, or when too little is known', () => {
    const burst = (count: number): Count[] =>
      [0, 1, 2, 3, 4, 5, 6, 7].map((x) => [hour, theft, packCell(x, x < 4 ? 0 : 3), count]);
    expect(look([...usual, ...burst(14)])).toEqual([]);
    expect(look([...usual, ...burst(2)])).toEqual([]);
    expect(look([...usual, [hour, theft, packCell(0, 0), 14]], hour - 24 * 10)).toEqual([]);
  });

  test('are not made of hours of the day that have passed, nor of what has no place', () => {
    expect(look([...usual, [hour - 6, theft, packCell(0, 0), 14], [hour, theft, '', 14]])).toEqual([]);
  });
});
