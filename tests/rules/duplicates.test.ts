import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LonLat } from '#data/contract/place.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { duplicatesOf } from '#data/rules/duplicates.ts';
import { cellId, makeIncident } from '../support/make-rows.ts';

const at = 100 * HOUR;
const here: LonLat = [101.778, 36.617];
/** So many metres to the east. */
const east = (metres: number): LonLat => [here[0] + metres / (111_320 * Math.cos((here[1] * Math.PI) / 180)), here[1]];
const leak = (over: Parameters<typeof makeIncident>[0]) =>
  makeIncident({ category: 'livelihood/water-leak', reportedAt: at, location: here, ...over });
const found = (...others: ReturnType<typeof leak>[]) => duplicatesOf(leak({ id: 'x' }), others);

describe('what may be the same case', () => {
  test('is of the same or a kindred category, near, and of the same time; with what speaks for it', () => {
    const same = leak({ id: 'a', location: east(100), reportedAt: at - 10 * MINUTE });
    expect(found(same)).toEqual([{ incident: 'a', metres: 100, minutes: 10, sameCategory: true }]);
    expect(found(leak({ category: 'livelihood/no-water' }))).toMatchObject([{ sameCategory: false }]);
    expect(found(leak({ category: 'public-security/theft' }))).toEqual([]);
    expect(found(leak({ location: east(501) }))).toEqual([]);
    expect(found(leak({ reportedAt: at - 25 * HOUR }))).toEqual([]);
    expect(found(leak({ id: 'x' }))).toEqual([]);
  });

  test('comes likeliest first: nearer, sooner, and of the very category', () => {
    const order = found(
      leak({ id: 'far', location: east(400) }),
      leak({ id: 'kindred', category: 'livelihood/no-water' }),
      leak({ id: 'long-ago', reportedAt: at - 8 * HOUR }),
      leak({ id: 'likeliest', location: east(20), reportedAt: at - 5 * MINUTE }),
    ).map(({ incident }) => incident);
    expect(order).toEqual(['likeliest', 'kindred', 'far', 'long-ago']);
  });

  test('without a place is what lies in the same cell, and says that it knows no distance', () => {
    const incident = makeIncident({ id: 'x', cell: cellId('c1') });
    const inCell = makeIncident({ id: 'a', cell: cellId('c1'), location: here });
    expect(duplicatesOf(incident, [inCell])).toMatchObject([{ incident: 'a', metres: null }]);
    expect(duplicatesOf(incident, [makeIncident({ id: 'a', cell: cellId('c2') })])).toEqual([]);
    expect(duplicatesOf(makeIncident({ id: 'x' }), [makeIncident({ id: 'a' })])).toEqual([]);
  });

  test('is the same whichever order the board is in, at most ten, and mutual', () => {
    const any = fc.record({ metres: fc.nat(700), ago: fc.nat(30 * HOUR) });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (spots) => {
        const others = spots.map(({ metres, ago }, i) =>
          leak({ id: `i${i}`, location: east(metres), reportedAt: at - ago }),
        );
        const list = found(...others);
        expect(found(...others.toReversed())).toEqual(list);
        expect(list.length).toBeLessThanOrEqual(10);
        for (const { incident } of list) {
          const other = others.find(({ id }) => id === incident)!;
          expect(duplicatesOf(other, [leak({ id: 'x' })])).toHaveLength(1);
        }
      }),
    );
  });
});
