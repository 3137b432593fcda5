import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '#data/contract/actor.ts';
import { dangerCommands, type DangerCommand, type DangerCommandName } from '#data/contract/commands/danger.ts';
import { dangerStates, type Danger, type DangerState } from '#data/contract/danger.ts';
import { LoggedFact, type Fact } from '#data/contract/fact.ts';
import type { OrganisationId, Seq } from '#data/contract/ids.ts';
import { foldDanger } from '#data/fold/fold-dangers.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { dangerCommandsFor, decideDanger } from '#data/rules/decide-danger.ts';
import { makeDanger } from '../support/make-rows.ts';

const start = Date.UTC(2026, 2, 4, 8);
const [ann, bob]: [Actor, Actor] = [
  { kind: 'person', id: 'ann' },
  { kind: 'person', id: 'bob' },
];
const pack = { organisations: [{ id: 'o1' }] };
const due = start + 10 * DAY;
const organisation = 'o1' as OrganisationId;

const after = (danger: Danger, facts: readonly Fact[], at: number, by: Actor): Danger =>
  facts.reduce<Danger>((row, fact) => {
    const logged = LoggedFact.parse(JSON.parse(JSON.stringify({ ...fact, at, by, seq: 1 as Seq })));
    return foldDanger(row, logged as Parameters<typeof foldDanger>[1])!;
  }, danger);

function give(danger: Danger, command: DangerCommand, actor: Actor, now = start) {
  const decided = decideDanger(danger, command, { actor, now, pack });
  return { decided, row: decided.ok ? after(danger, decided.value, now, actor) : danger };
}

/** The way of a danger told a second time. */
const leads: Record<DangerCommandName, [from: DangerState[], to: DangerState]> = {
  order: [['found', 'ordered'], 'ordered'],
  start: [['ordered'], 'rectifying'],
  rectified: [['rectifying'], 'recheck'],
  'send-back': [['recheck'], 'ordered'],
  clear: [['recheck'], 'cleared'],
};
const bodies: Record<DangerCommandName, fc.Arbitrary<unknown>> = {
  order: fc.record({ organisation: fc.constantFrom('o1', 'o1', 'nobody'), due: fc.constantFrom(due, due, start - 1) }),
  start: fc.constant({}),
  rectified: fc.constantFrom({}, { reason: 'done' }),
  'send-back': fc.record({ due: fc.constantFrom(due, start - 1), reason: fc.constant('still chained') }),
  clear: fc.constantFrom({}, { reason: 'seen' }),
};
const names = Object.keys(dangerCommands) as DangerCommandName[];
const anyCommand = fc
  .constantFrom(...names)
  .chain((name) =>
    bodies[name].map((body) => ({ name, body: dangerCommands[name].body.parse(body) }) as DangerCommand),
  );

describe('a hidden danger', () => {
  test('whatever is commanded in whatever order, goes its way step by step, and nobody clears what they put right', () => {
    const reached = new Set<DangerState>();
    const given = new Set<DangerCommandName>();
    fc.assert(
      fc.property(
        fc.array(fc.record({ command: anyCommand, actor: fc.constantFrom(ann, bob) }), { maxLength: 60, size: 'max' }),
        (steps) => {
          let row = makeDanger();
          for (const { command, actor } of steps) {
            const { decided, row: next } = give(row, command, actor);
            const [from, to] = leads[command.name];
            if (decided.ok) {
              given.add(command.name);
              expect(from).toContain(row.state);
              expect(next.state).toBe(to);
              expect(next.rev).toBe(row.rev + 1);
              if (command.name === 'clear' || command.name === 'send-back') expect(row.rectifiedBy).not.toEqual(actor);
              if (next.state === 'ordered') expect(next.due).toBeGreaterThan(start);
              if (next.state === 'recheck') expect(next.rectifiedBy).toEqual(actor);
            } else if (!decided.refusal.pointer && from.includes(row.state))
              expect(decided.refusal.why).toBe('same-hand');
            expect(dangerCommandsFor(row).includes(command.name)).toBe(from.includes(row.state));
            reached.add(next.state);
            row = next;
          }
        },
      ),
    );
    expect([...reached].sort()).toEqual([...dangerStates].sort());
    expect([...given].sort()).toEqual([...names].sort());
  });

  test('is ordered from an organisation that exists, by a day that lies ahead and not out of sight', () => {
    const order = (over: object) =>
      give(makeDanger(), { name: 'order', body: { organisation, due, ...over } }, ann).decided;
    expect(order({})).toMatchObject({ ok: true });
    expect(order({ organisation: 'nobody' })).toMatchObject({
      refusal: { why: 'organisation-unknown', pointer: '/organisation' },
    });
    expect(order({ due: start })).toMatchObject({ refusal: { why: 'until-past', pointer: '/due' } });
    expect(order({ due: start + 400 * DAY })).toMatchObject({ refusal: { why: 'until-far', pointer: '/due' } });
  });

  test('sent back is to be put right anew, by a new day, and whoever does so then is not who did before', () => {
    let row = makeDanger({ state: 'recheck', rectifiedBy: ann, due: start - HOUR });
    expect(give(row, { name: 'send-back', body: { due, reason: 'x' } }, ann).decided).toMatchObject({
      refusal: { why: 'same-hand' },
    });
    row = give(row, { name: 'send-back', body: { due, reason: 'still chained' } }, bob).row;
    expect(row).toMatchObject({ state: 'ordered', due });
    expect(row).not.toHaveProperty('rectifiedBy');
  });
});
