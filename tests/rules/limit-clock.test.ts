import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incidentCommands, type IncidentCommand } from '#data/contract/commands/incident.ts';
import { emptyBoard } from '#data/contract/board.ts';
import { type LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { foldIncident } from '#data/fold/fold-incident.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { decide } from '#data/rules/decide.ts';
import { afterLimit, categoryOf, dueOf } from '#data/rules/time-limits.ts';
import { makeIncident } from '../support/make-rows.ts';
import { makePack } from '../support/pack.ts';

const pack = makePack();
const { timeZone } = pack.city;
const received = Date.parse('2026-03-04T09:00+01:00');
const byClock = 'public-security/assault';
const byCalendar = 'livelihood/water-leak';
const because = 'why not';

const reported = (category: string) =>
  makeIncident({
    category,
    times: { received },
    due: dueOf(categoryOf(category, pack)!, received, pack.calendar, timeZone),
  });

/** The incident after a command; the same when it is refused. */
function after(row: Incident, name: keyof typeof incidentCommands, body: object, now: number): Incident {
  const command = { name, body: incidentCommands[name].body.parse(body) } as IncidentCommand;
  const actor = { kind: 'person', id: 'ann' } as const;
  const decided = decide(row, command, { actor, now, board: emptyBoard, pack });
  if (!decided.ok) return row;
  return decided.value.reduce<Incident>(
    (told, fact) => foldIncident(told, { ...fact, seq: 9 as Seq, at: now } as LoggedFact)!,
    row,
  );
}

test('a corrected category keeps what was granted and what was paused', () => {
  const day = 24 * HOUR;
  let row = reported(byClock);
  row = after(row, 'extend', { limit: 'resolve', by: { amount: 2, unit: 'working-days' }, reason: because }, received);
  row = after(row, 'suspend', { until: received + 7 * day, reason: because }, received);
  row = after(row, 'resume', {}, received + 3 * HOUR);
  const right = categoryOf(byCalendar, pack)!;
  const plain = dueOf(right, received, pack.calendar, timeZone);
  const corrected = after(row, 'triage', { category: byCalendar }, received + 4 * HOUR);
  // Three hours of a working morning, and two working days.
  const hours = { amount: 3, unit: 'working-hours' } as const;
  const granted = afterLimit(plain.resolve!, { amount: 2, unit: 'working-days' }, pack.calendar, timeZone);
  expect(corrected.due.resolve).toBe(afterLimit(granted, hours, pack.calendar, timeZone));
  expect(corrected.due.attend).toBeGreaterThan(plain.attend!);
});

test('a case that was reopened counts its new category from then', () => {
  const now = received + 50 * HOUR;
  let row: Incident = { ...reported(byClock), state: 'resolved' };
  row = after(row, 'reopen', { reason: because }, now);
  row = after(row, 'triage', { category: byCalendar }, now + HOUR);
  expect(row.due).toEqual(dueOf(categoryOf(byCalendar, pack)!, now, pack.calendar, timeZone));
});

test('what was granted before grants were kept is not forgotten either', () => {
  const row = reported(byClock);
  row.due.resolve! += HOUR;
  const plain = dueOf(categoryOf(byCalendar, pack)!, received, pack.calendar, timeZone);
  const corrected = after(row, 'triage', { category: byCalendar }, received + MINUTE);
  expect(corrected.due).toEqual({ ...plain, resolve: plain.resolve! + HOUR });
});

test('whatever was granted and paused, a corrected case is due when one that was right from the start is', () => {
  const anyMove = fc.oneof(
    fc.record({
      name: fc.constant('extend' as const),
      body: fc.record({
        limit: fc.constantFrom('attend', 'resolve'),
        by: fc.record({
          amount: fc.integer({ min: 1, max: 9 }),
          unit: fc.constantFrom('minutes', 'hours', 'working-hours', 'working-days'),
        }),
        reason: fc.constant(because),
      }),
    }),
    fc.record({
      name: fc.constant('suspend' as const),
      body: fc.integer({ min: 1, max: 900 }).map((n) => ({ until: received + n * HOUR, reason: because })),
    }),
    fc.record({ name: fc.constant('resume' as const), body: fc.constant({}) }),
    fc.record({ name: fc.constant('triage' as const), body: fc.constant({ category: byClock }) }),
  );
  const anyMoves = fc.array(fc.tuple(anyMove, fc.nat(30 * HOUR)), { maxLength: 12 });
  fc.assert(
    fc.property(anyMoves, (moves) => {
      let wrong = reported(byClock);
      let right = reported(byCalendar);
      let now = received;
      for (const [{ name, body }, later] of moves) {
        now += later;
        wrong = after(wrong, name, body, now);
        if (name !== 'triage') right = after(right, name, body, now);
      }
      expect(after(wrong, 'triage', { category: byCalendar }, now).due).toEqual(right.due);
    }),
  );
});
