import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CityPack } from '#data/contract/city-pack.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { nextFall, type Round, roundsOf, visitOf } from '#data/rules/visit-plan.ts';
import { localDay, zoneOffset } from '#data/rules/zone.ts';
import { makePack, packCell } from '../support/pack.ts';

const made = makePack();
const zone = made.city.timeZone;
const [elderly] = made.checklists.slice(1);
/** A city whose cells have these many residents living alone. */
const cityOf = (...livingAlone: number[]) => ({
  checklists: [{ ...elderly!, everyDays: 14, per: 'livingAlone' as const }],
  cells: livingAlone.map((count, i) => ({
    ...made.cells[i]!,
    counts: { ...made.cells[i]!.counts, livingAlone: count },
  })),
});
const daysOf = (pack: Pick<CityPack, 'cells' | 'checklists'>) => roundsOf(pack).map(({ days }) => days);

describe('the rounds of a cell', () => {
  test('follow from its counts: none of a count, no visit; more of it, more often, within half and twice', () => {
    expect(daysOf(cityOf(0, 10, 10, 20, 40, 400))).toEqual([20, 20, 14, 10, 7]);
    expect(roundsOf(cityOf(0, 5)).map(({ cell }) => cell)).toEqual([packCell(1, 0)]);
  });

  test('of a checklist about no count are the same for every cell that somebody lives in', () => {
    const [first, ...rest] = made.cells;
    const empty = { ...first!, counts: { ...first!.counts, households: 0 } };
    const rounds = roundsOf({ cells: [empty, ...rest], checklists: [made.checklists[0]!] });
    expect(rounds).toHaveLength(rest.length);
    expect(new Set(rounds.map(({ days }) => days))).toEqual(new Set([30]));
  });

  test('are never rarer where there is more', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 40 }), (counts) => {
        const sorted = counts.toSorted((a, b) => a - b);
        const days = daysOf(cityOf(...sorted));
        expect(days).toEqual(days.toSorted((a, b) => b - a));
        for (const each of days) {
          expect(each).toBeGreaterThanOrEqual(7);
          expect(each).toBeLessThanOrEqual(28);
        }
      }),
    );
  });
});

const anyRound: fc.Arbitrary<Round> = fc.record({
  cell: fc.constantFrom(...made.cells.map(({ id }) => id)),
  checklist: fc.constantFrom('fire-safety', 'elderly-visit'),
  days: fc.integer({ min: 1, max: 90 }),
});
const anyTime = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });

describe('the next visit', () => {
  const offset = zoneOffset(zone);

  test('falls due so many days after the last, at eight in the morning by the city, over every change of its clocks', () => {
    fc.assert(
      fc.property(anyRound, anyTime, (round, last) => {
        const fall = nextFall(round, last, { now: last + 400 * DAY, since: 0 }, zone);
        expect(localDay(offset, fall) - localDay(offset, last)).toBe(round.days);
        expect((fall + offset(fall)) % DAY).toBe(8 * HOUR);
      }),
    );
  });

  test('of a round that was never made falls within its first period, on the same day whenever it is asked that day', () => {
    fc.assert(
      fc.property(anyRound, anyTime, (round, now) => {
        const fall = nextFall(round, undefined, { now, since: 0 }, zone);
        const today = localDay(offset, now);
        const catchUp = Math.min(7, round.days - 1);
        expect(localDay(offset, fall)).toBeGreaterThanOrEqual(today - catchUp);
        expect(localDay(offset, fall)).toBeLessThan(today - catchUp + round.days);
        expect((fall + offset(fall)) % DAY).toBe(8 * HOUR);
      }),
    );
  });

  test('is never due on the day on which the installation began, or before, and is within a round of it', () => {
    fc.assert(
      fc.property(anyRound, anyTime, fc.nat(400 * DAY), (round, since, later) => {
        const first = nextFall(round, undefined, { now: since, since }, zone);
        expect(localDay(offset, first)).toBeGreaterThan(localDay(offset, since));
        expect(localDay(offset, first)).toBeLessThanOrEqual(localDay(offset, since) + round.days);
        const fall = nextFall(round, undefined, { now: since + later, since }, zone);
        expect(fall).toBeGreaterThanOrEqual(first);
      }),
    );
  });

  test('of a whole city does not fall on one day', () => {
    const rounds = made.cells.map(({ id: cell }) => ({ cell, checklist: 'fire-safety', days: 30 }));
    const days = new Set(
      rounds.map((round) => nextFall(round, undefined, { now: Date.UTC(2026, 5, 1), since: 0 }, zone)),
    );
    expect(days.size).toBeGreaterThan(15);
  });

  test('has a fifth of its round, from one day to five, and ends with the working day; whoever works it out, it is the same', () => {
    const fall = Date.parse('2026-03-27T08:00+01:00');
    const visit = (days: number) => visitOf({ cell: packCell(0, 0), checklist: 'fire-safety', days }, fall, made);
    expect(visit(1).due).toBe(Date.parse('2026-03-28T18:00+01:00'));
    // The clocks change in the night to the 29th.
    expect(visit(15).due).toBe(Date.parse('2026-03-30T18:00+02:00'));
    expect(visit(90).due).toBe(Date.parse('2026-04-01T18:00+02:00'));
    expect(visit(15)).toEqual(visit(15));
    expect(visit(15)).toMatchObject({ areas: ['d0', 'd0s0', 'd0s0c0'], checklist: 'fire-safety' });
  });
});
