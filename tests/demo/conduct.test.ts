import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '#data/contract/actor.ts';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import type { IncidentCommand, IncidentCommandName } from '#data/contract/commands/incident.ts';
import { LoggedFact, type Fact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { DAY, MINUTE } from '#data/rules/civil-day.ts';
import { decide } from '#data/rules/decide.ts';
import { allowedCommands } from '#data/rules/life-cycle.ts';
import { categoryOf } from '#data/rules/time-limits.ts';
import { namedDice } from '#server/demo/chance.ts';
import { nextDeed, ordersOnLeaving, type Deed } from '#server/demo/players/conduct.ts';
import { courseOf } from '#server/demo/course.ts';
import { createTempo } from '#server/demo/tempo.ts';
import { makeIncident, unitId } from '../support/make-rows.ts';
import { makePack } from '../support/pack.ts';

const pack = makePack();
const start = Date.UTC(2026, 2, 4, 8);
const someone: Actor = { kind: 'person', id: 'someone' };
const inLife = createTempo(1, 0);
const units = ['u1', 'u2'].map(unitId);

/** A board with one incident of a category, two units, and a way to give commands. */
function day(category: string) {
  let board: Board = emptyBoard;
  let seq = 0;
  const keep = (facts: readonly Fact[], at: number, by = someone) => {
    const logged = facts.map((fact) => LoggedFact.parse({ ...fact, at, by, seq: ++seq as Seq }));
    board = foldBoard(board, logged);
  };
  const { number: _n, rev: _r, state: _s, assignments: _a, exercise: _e, ...incident } = makeIncident({ category });
  const row = { ...incident, reportedAt: start, times: { received: start }, due: { resolve: start + DAY } };
  keep([{ kind: 'incident.reported', series: 'TT26', incident: row }], start);
  for (const id of units) keep([{ kind: 'unit.registered', unit: { id, service: 'police' } }], start);
  return {
    incident: (): Incident | undefined => board.incidents.get(incident.id),
    give(command: IncidentCommand, now: number, actor = someone): boolean {
      const open = board.incidents.get(incident.id);
      const decided = open && decide(open, command, { actor, now, board, pack });
      if (decided?.ok) keep(decided.value, now, actor);
      return decided?.ok ?? false;
    },
  };
}

/** The command that a deed is, as far as the state decides. */
const commandFor: Record<Deed['is'], IncidentCommandName | null> = {
  triage: 'triage',
  send: 'assign',
  accept: 'accept',
  depart: 'enroute',
  'drive-on': null,
  arrive: 'arrive',
  leave: 'unassign',
  'stand-down': 'unassign',
  resume: 'resume',
  verify: 'verify',
  close: 'close',
};

const anyCategory = fc.constantFrom(...pack.categories.categories.map(({ id }) => id));
const anyUnit = fc.constantFrom(...units);
/** What others may do to an incident meanwhile. */
const anyCommand: fc.Arbitrary<IncidentCommand> = fc.oneof(
  fc.constantFrom<IncidentCommand>(
    { name: 'triage', body: {} },
    { name: 'triage', body: { priority: 1 } },
    { name: 'resolve', body: {} },
    { name: 'verify', body: {} },
    { name: 'reopen', body: { reason: 'again' } },
    { name: 'note', body: { text: 'a note' } },
    { name: 'resume', body: {} },
    { name: 'suspend', body: { until: start + 9 * DAY, reason: 'waiting' } },
  ),
  fc
    .tuple(
      fc.constantFrom('assign' as const, 'unassign' as const, 'accept' as const, 'enroute' as const, 'arrive' as const),
      anyUnit,
    )
    .map(([name, unit]): IncidentCommand => ({ name, body: { unit } })),
);

const luckOf = (seed: string) => namedDice(seed);

function courseFor({ category, priority, reportedAt }: Incident, seed: string) {
  return courseOf(categoryOf(category, pack)!, priority, reportedAt, pack, luckOf(seed));
}

describe('whoever brought an incident where it is', () => {
  test('the demo knows what to do next, and the life cycle allows it', () => {
    fc.assert(
      fc.property(anyCategory, fc.array(anyCommand, { maxLength: 12 }), fc.string(), (category, commands, seed) => {
        const { incident, give } = day(category);
        let now = start;
        for (const command of commands) give(command, (now += MINUTE));
        const open = incident()!;
        const deed = nextDeed(open, courseFor(open, seed), luckOf(seed), () => now, inLife)!;
        expect(Number.isFinite(deed.at)).toBe(true);
        const command = commandFor[deed.is];
        if (command) expect(allowedCommands(open)).toContain(command);
        if (deed.is === 'leave') expect(allowedCommands(open)).toContain('resolve');
      }),
      { numRuns: 1500 },
    );
  });

  test('left to itself every incident comes to its end, neither at once nor never', () => {
    fc.assert(
      fc.property(anyCategory, fc.string(), (category, seed) => {
        const { incident, give } = day(category);
        let now = start;
        for (let open = incident(), steps = 0; open; open = incident(), steps++) {
          expect(steps).toBeLessThan(60);
          const course = courseFor(open, seed);
          const deed = nextDeed(open, course, luckOf(seed), () => now + 5 * MINUTE, inLife)!;
          now = Math.ceil(Math.max(now, deed.at));
          for (const order of ordersFor(deed, now, seed)) {
            const verifier: Actor = { kind: 'person', id: 'verifier' };
            expect(give(order as IncidentCommand, now, deed.is === 'verify' ? verifier : someone), deed.is).toBe(true);
          }
        }
        expect(now - start).toBeGreaterThan(5 * MINUTE);
        expect(now - start).toBeLessThan(90 * DAY);
      }),
      { numRuns: 300 },
    );
  });
});

function ordersFor(deed: Deed, now: number, seed: string): object[] {
  const name = commandFor[deed.is];
  if (deed.is === 'leave' && deed.forGood) return [{ name: 'resolve', body: {} }];
  const body = 'unit' in deed ? { unit: deed.unit } : deed.is === 'send' ? { unit: units[0] } : {};
  const left = deed.is === 'leave' ? ordersOnLeaving(luckOf(seed), { now, back: now + DAY }, inLife) : [];
  return name ? [{ name, body }, ...left] : [];
}
