import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, recommend } from '#data/rules/recommend.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import { incidentId, makeIncident, makeUnit, unitId } from '../support/make-rows.ts';

const services = ['police', 'traffic'];
type Over = Partial<Omit<Candidate, 'unit'>> & { unit?: Parameters<typeof makeUnit>[0]; seconds?: number };

function candidate({ unit, seconds = 300, ...over }: Over = {}): Candidate {
  return { unit: makeUnit(unit), way: { seconds, metres: seconds * 10 }, fixAgeMs: 5000, recentLoad: 0, ...over };
}
const order = (candidates: Candidate[], incident = makeIncident()) =>
  recommend(incident, services, candidates).map(({ unit }) => unit);

const anyCandidate = fc
  .record({
    id: fc.nat(40),
    seconds: fc.option(fc.integer({ min: 0, max: 4000 })),
    service: fc.constantFrom('police', 'traffic', 'grid'),
    recentLoad: fc.nat(6),
    fixAgeMs: fc.option(fc.integer({ min: 0, max: 60 * MINUTE })),
    availability: fc.constantFrom('available' as const, 'conditional' as const, 'unavailable' as const),
    busy: fc.boolean(),
    contact: fc.constantFrom('live' as const, 'late' as const, 'offline' as const),
  })
  .map(({ id, seconds, service, recentLoad, fixAgeMs, availability, busy, contact }): Candidate => ({
    unit: makeUnit({
      id: `u${id}`,
      service,
      contact,
      availability: busy ? 'unavailable' : availability,
      ...(busy && { incident: incidentId('other') }),
    }),
    way: seconds === null ? null : { seconds, metres: seconds * 9 },
    fixAgeMs,
    recentLoad,
  }));
const anyCandidates = fc.uniqueArray(anyCandidate, { maxLength: 30, selector: ({ unit }) => unit.id });

describe('whom to send', () => {
  test('is the same in whatever order the units are looked at', () => {
    fc.assert(
      fc.property(anyCandidates, (candidates) => {
        expect(order(candidates.toReversed())).toEqual(order(candidates));
      }),
    );
  });

  test('never puts a unit behind one that is no better in any respect', () => {
    fc.assert(
      fc.property(anyCandidates, (candidates) => {
        const byId = new Map(candidates.map((each) => [each.unit.id, each]));
        const offered = recommend(makeIncident(), services, candidates);
        const rank = (row: (typeof offered)[number]) => row.serviceRank ?? 99;
        for (const [i, worse] of offered.entries())
          for (const better of offered.slice(i + 1)) {
            const [a, b] = [byId.get(worse.unit)!, byId.get(better.unit)!];
            const dominated =
              (b.way?.seconds ?? Infinity) < (a.way?.seconds ?? Infinity) &&
              rank(better) <= rank(worse) &&
              b.recentLoad <= a.recentLoad &&
              (b.fixAgeMs ?? Infinity) <= (a.fixAgeMs ?? Infinity) &&
              b.unit.availability === 'available' &&
              b.unit.incident === undefined;
            expect(dominated).toBe(false);
          }
      }),
    );
  });

  test('offers nobody who is off duty, nobody already sent, and the unheard only when there is nobody else', () => {
    fc.assert(
      fc.property(anyCandidates, (candidates) => {
        const [first] = candidates;
        const assignments = first ? [{ unit: first.unit.id, state: 'assigned' as const, since: 1 }] : [];
        const offered = order(candidates, makeIncident({ assignments }));
        const unit = (id: string) => candidates.find((each) => each.unit.id === id)!.unit;
        for (const id of offered) {
          expect(id).not.toBe(first?.unit.id);
          expect(unit(id).availability !== 'unavailable' || unit(id).incident !== undefined).toBe(true);
        }
        const heard = offered.filter((id) => unit(id).contact !== 'offline').length;
        expect(heard === offered.length || heard === 0).toBe(true);
      }),
    );
  });

  test('prefers the right service until another is there five minutes earlier', () => {
    const police = candidate({ unit: { id: 'p' }, seconds: 600 });
    const traffic = (seconds: number) => candidate({ unit: { id: 't', service: 'traffic' }, seconds });
    expect(order([police, traffic(301)])[0]).toBe('p');
    expect(order([police, traffic(299)])[0]).toBe('t');
  });

  test('spares those who have been sent out most, by a minute a time', () => {
    const rested = candidate({ unit: { id: 'a' }, seconds: 350 });
    expect(order([rested, candidate({ unit: { id: 'b' }, recentLoad: 1 })])[0]).toBe('a');
    expect(order([rested, candidate({ unit: { id: 'b' }, seconds: 280, recentLoad: 1 })])[0]).toBe('b');
  });

  test('offers who would have to leave another incident after those who are free', () => {
    const busy = candidate({
      unit: { id: 'a', availability: 'unavailable', reason: 'onscene', incident: incidentId('i9') },
      seconds: 10,
    });
    const [first, second] = recommend(makeIncident(), services, [busy, candidate({ unit: { id: 'b' }, seconds: 900 })]);
    expect([first!.unit, first!.free, second!.unit, second!.free]).toEqual(['b', true, 'a', false]);
    expect(second!.reasons.map(({ key }) => key)).toContain('busy');
  });

  test('says why: the nearest, the minutes, the service, the load and a fix that is old', () => {
    const [row] = recommend(makeIncident(), services, [
      candidate({
        unit: { id: 'u1', callSign: 'P-1', contact: 'late' },
        seconds: 431,
        recentLoad: 2,
        fixAgeMs: 240_000,
      }),
    ]);
    expect(row).toEqual({
      unit: unitId('u1'),
      callSign: 'P-1',
      service: 'police',
      travelSeconds: 431,
      metres: 4310,
      fixAgeMs: 240_000,
      serviceRank: 0,
      recentLoad: 2,
      free: true,
      reasons: [
        { key: 'nearest' },
        { key: 'minutes', value: 7 },
        { key: 'best-service' },
        { key: 'load', value: 2 },
        { key: 'late-fix', value: 4 },
      ],
    });
  });

  test('offers a unit without a way or a fix last, and says so', () => {
    const lost = candidate({ unit: { id: 'a' }, way: null, fixAgeMs: null });
    const far = candidate({ unit: { id: 'b', service: 'grid' }, seconds: 3600 });
    const [first, last] = recommend(makeIncident(), services, [lost, far]);
    expect(first!.unit).toBe('b');
    expect(last!.reasons.map(({ key }) => key)).toEqual(['no-way', 'best-service', 'late-fix']);
  });
});
