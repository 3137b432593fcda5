import { describe, expect, test } from 'vitest';
import { MINUTE } from '#data/rules/civil-day.ts';
import { bandOf, byUrgency, nextLimit, urgencyOf } from '#data/rules/urgency.ts';
import { makeIncident, unitId } from '../support/make-rows.ts';
import { makePack } from '../support/pack.ts';

const pack = makePack();
const t = (minutes: number) => 1_000_000 + minutes * MINUTE;
/** Received at 0: accept within 5 minutes, attend within 20, resolve within 8 hours. */
const theft = { times: { received: t(0) }, due: { accept: t(5), attend: t(20), resolve: t(480) } };

describe('the next limit of an incident', () => {
  test('is to be accepted, then attended, then resolved', () => {
    const { times } = theft;
    const step = (reached: object) =>
      nextLimit(makeIncident({ ...theft, times: { ...times, ...reached } }), t(1))?.step;
    expect(step({})).toBe('accept');
    expect(step({ triaged: t(1) })).toBe('attend');
    expect(step({ firstAssigned: t(1) })).toBe('attend');
    expect(step({ firstAssigned: t(1), arrived: t(1) })).toBe('resolve');
  });

  test('is none once the work is done', () => {
    expect(nextLimit(makeIncident({ ...theft, state: 'resolved' }), t(1))).toBeUndefined();
    expect(urgencyOf(makeIncident({ ...theft, state: 'verified' }), t(999), pack)).toBe('none');
  });

  test('turns near at 80 % of its time and overdue with its end', () => {
    const incident = makeIncident({ ...theft, state: 'triaged' });
    const level = (minutes: number) => urgencyOf(incident, t(minutes), pack);
    expect(level(3.99)).toBe('ample');
    expect(level(4)).toBe('near');
    expect(level(4.99)).toBe('near');
    expect(level(5)).toBe('overdue');
  });

  test('stands still while the clock is suspended', () => {
    const suspended = { since: t(1), until: t(60) };
    const limit = nextLimit(makeIncident({ ...theft, suspended }), t(30));
    expect(limit).toMatchObject({ left: 4 * MINUTE, suspended: true });
    expect(urgencyOf(makeIncident({ ...theft, suspended }), t(30), pack)).toBe('ample');
  });
});

describe('the incident board', () => {
  const order = (...rows: Parameters<typeof makeIncident>[0][]) =>
    byUrgency(rows.map(makeIncident), t(1)).map(({ id }) => id);

  const sent = { state: 'enroute' as const, assignments: [{ unit: unitId('u'), state: 'enroute' as const, since: 1 }] };

  test('keeps priority 1 on top, whoever has been sent to it, then goes by time: late, within the hour, later', () => {
    expect(
      order(
        { id: 'p2-in-days', priority: 2, due: { resolve: t(4 * 1440) } },
        { id: 'p4-soon', priority: 4, due: { resolve: t(2) } },
        { id: 'p3-within-the-hour', priority: 3, due: { resolve: t(61) } },
        { id: 'p3-just-later', priority: 3, due: { resolve: t(62) } },
        { id: 'p2-open-end', priority: 2 },
        { id: 'p4-late', priority: 4, due: { resolve: t(0) } },
        { id: 'p1-later', priority: 1, due: { resolve: t(90) } },
        { id: 'p1-sent', priority: 1, due: { resolve: t(80) }, ...sent },
        { id: 'p1-overdue', priority: 1, due: { resolve: t(0) } },
        { id: 'p1-open-end', priority: 1 },
      ),
    ).toEqual([
      ...['p1-overdue', 'p1-sent', 'p1-later', 'p1-open-end'],
      ...['p4-late', 'p4-soon', 'p3-within-the-hour', 'p3-just-later', 'p2-in-days', 'p2-open-end'],
    ]);
  });

  test('puts the graver of two that are late first, whichever has been late longer', () => {
    expect(
      order({ id: 'p4', priority: 4, due: { resolve: t(-500) } }, { id: 'p2', priority: 2, due: { resolve: t(-5) } }),
    ).toEqual(['p2', 'p4']);
  });

  test('lets nothing press whose clock stands still', () => {
    const suspended = { since: t(0), until: t(900) };
    const held = { id: 'held', priority: 2 as const, due: { resolve: t(3) }, suspended };
    expect(order(held, { id: 'p4', priority: 4, due: { resolve: t(600) } })).toEqual(['p4', 'held']);
    expect(bandOf(makeIncident(held), t(1))).toBe('later');
    expect(bandOf(makeIncident({ ...held, suspended: { since: t(4), until: t(900) } }), t(5))).toBe('overdue');
  });

  test('shows what only waits for its check last', () => {
    expect(order({ id: 'checked', priority: 1, state: 'resolved' }, { id: 'open', priority: 4 })).toEqual([
      'open',
      'checked',
    ]);
  });

  test('does not depend on the order in which incidents came', () => {
    const rows = ['b', 'a', 'c'].map((id) => ({
      id,
      assignments: [{ unit: unitId('u'), state: 'assigned' as const, since: 1 }],
    }));
    expect(order(...rows)).toEqual(order(...rows.toReversed()));
  });
});
