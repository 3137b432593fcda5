import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disputeCommands, type DisputeCommand, type DisputeCommandName } from '#data/contract/commands/dispute.ts';
import { Dispute, DisputeState, openDisputeStates } from '#data/contract/dispute.ts';
import { type Fact, LoggedFact } from '#data/contract/fact.ts';
import type { AreaId, CellId, DisputeId, PersonId, Seq } from '#data/contract/ids.ts';
import { emptyBoard } from '#data/contract/board.ts';
import { foldDispute, foldDisputes, isOver, type DisputeFact } from '#data/fold/fold-disputes.ts';
import { DAY, formatDay, HOUR } from '#data/rules/civil-day.ts';
import { decideDispute, registerDispute } from '#data/rules/decide-dispute.ts';
import { endOfDay } from '#data/rules/dispute-clock.ts';
import { allowedDisputeCommands, disputeCommandsIn } from '#data/rules/dispute-cycle.ts';
import type { HandledDispute } from '#data/rules/dispute-facts.ts';
import { localDay, zoneOffset } from '#data/rules/zone.ts';

const timeZone = 'Asia/Shanghai';
const start = Date.UTC(2026, 2, 4, 8);
const ann = 'ann' as PersonId;
const known = new Set(['ann', 'bob', 'mei']);
const id = 'k1' as DisputeId;

function createCase() {
  let seq = 0;
  let row: HandledDispute | undefined;
  let table = emptyBoard.disputes;
  const keep = (facts: readonly Fact[], at: number) => {
    for (const fact of facts) {
      const logged = LoggedFact.parse(JSON.parse(JSON.stringify({ ...fact, at, seq: ++seq as Seq })));
      row = foldDispute(row, logged as DisputeFact) as HandledDispute;
      table = foldDisputes(table, [logged]);
    }
  };
  const registered = registerDispute(
    { kind: 'neighbours', cell: 'c1' as CellId, parties: [{ name: 'Zhao' }, { name: 'Qian' }], summary: 'noise' },
    { id, areas: ['d1' as AreaId], series: 'TT26', by: ann },
  );
  if (!registered.ok) throw new Error('registers');
  keep(registered.value, start);
  return {
    row: () => row!,
    isOnBoard: () => table.has(id),
    give(name: DisputeCommandName, body: unknown, now = start) {
      const command = { name, body: disputeCommands[name].body.parse(body) } as DisputeCommand;
      const decided = decideDispute(row!, command, { now, timeZone, mayHandle: (person) => known.has(person) });
      if (decided.ok) keep(decided.value, now);
      return decided;
    },
  };
}

const text = fc.constantFrom({}, { text: 'said' });
const said = fc.constant({ text: 'said' });
const ahead = fc.integer({ min: -2, max: 40 }).map((days) => days * DAY);
/** `in`: milliseconds from now; the walk makes it a time. */
const bodies: { [Name in DisputeCommandName]: fc.Arbitrary<Record<string, unknown>> } = {
  screen: text,
  accept: fc.record({ mediator: fc.constantFrom('ann', 'mei', 'nobody') }),
  decline: said,
  refer: said,
  plan: fc.record({ in: ahead }),
  held: fc.record({ nth: fc.nat(3), held: fc.boolean() }),
  agree: fc.record({ agreement: fc.constant('so'), performIn: fc.option(ahead, { nil: undefined }) }),
  fail: said,
  withdraw: said,
  confirmation: fc.record({ confirmation: fc.constantFrom('applied', 'confirmed', 'refused', 'waived') }),
  perform: fc.record({ performIn: fc.option(ahead, { nil: undefined }) }),
  performed: text,
  breached: said,
  'follow-up': fc.record({ holds: fc.boolean() }),
  note: said,
  handlers: fc.record({ handlers: fc.constantFrom(['ann'], ['ann', 'bob'], ['mei', 'ann'], ['nobody']) }),
};
const names = Object.keys(bodies) as DisputeCommandName[];
const endings: DisputeCommandName[] = ['decline', 'refer', 'fail', 'withdraw', 'note', 'handlers'];
/** What the present state knows comes up more often, so that walks get somewhere. */
const anyStep = fc.record({
  pick: fc.nat(),
  stray: fc.integer({ min: 0, max: 9 }),
  bodies: fc.record(bodies),
  wait: fc.integer({ min: 0, max: 20 * 24 }),
});

function bodyAt(raw: Record<string, unknown>, row: HandledDispute, now: number): Record<string, unknown> {
  const { in: at, performIn, nth, ...rest } = raw as { in?: number; performIn?: number; nth?: number };
  const { sessions } = row.content;
  return {
    ...rest,
    ...(at !== undefined && { at: now + at }),
    ...(nth !== undefined && { at: sessions[nth % Math.max(1, sessions.length)]?.at ?? now }),
    ...(performIn !== undefined && { performBy: now + performIn }),
  };
}

describe('a dispute', () => {
  test('reaches no undefined state, whatever its handlers do in whatever order', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 25 }), (steps) => {
        const dispute = createCase();
        let now = start;
        for (const step of steps) {
          now += step.wait * HOUR;
          const before = dispute.row();
          const allowed = allowedDisputeCommands(before);
          // Most walks go on for long: what ends a case early is one step in ten.
          const onward = allowed.filter((name) => step.stray === 1 || !endings.includes(name));
          const choice = step.stray === 0 || onward.length === 0 ? names : onward;
          const name = choice[step.pick % choice.length]!;
          const decided = dispute.give(name, bodyAt(step.bodies[name], before, now), now);
          const after = dispute.row();
          if (decided.ok) {
            expect(allowed).toContain(name);
            expect(after.rev).toBe(before.rev + 1);
            expect(disputeCommandsIn[before.state]).toContain(name);
          } else {
            expect(after).toBe(before);
            if (!allowed.includes(name)) expect(decided.refusal.why).toBe('state');
          }
          reached.add(after.state);
          Dispute.parse(after);
          expect(dispute.isOnBoard()).toBe(!isOver(after));
          // Every clock belongs to a state that knows it.
          if (after.confirmBy !== undefined) expect(['agreed', 'performing']).toContain(after.state);
          if (after.followUpBy !== undefined) expect(['performed', 'breached']).toContain(after.state);
          if (after.content.mediator) expect(after.content.handlers).toContain(after.content.mediator);
          if (isOver(after)) expect(allowedDisputeCommands(after)).toEqual([]);
          else if ((openDisputeStates as readonly string[]).includes(after.state))
            expect(allowedDisputeCommands(after).length).toBeGreaterThan(2);
        }
      }),
      { numRuns: 600 },
    );
    expect([...reached].sort()).toEqual([...DisputeState.options].sort());
  });

  test('goes from registration over agreement and performance to a visit', () => {
    const dispute = createCase();
    expect(dispute.row().content).toMatchObject({ handlers: ['ann'], number: 'TT26-D1' });
    dispute.give('screen', {});
    dispute.give('accept', { mediator: 'mei' });
    expect(dispute.row().content).toMatchObject({ handlers: ['ann', 'mei'], mediator: 'mei' });
    dispute.give('plan', { at: start + DAY });
    expect(dispute.row().state).toBe('mediating');
    dispute.give('held', { at: start + DAY, held: true, outcome: 'they talk' }, start + DAY + HOUR);
    dispute.give('agree', { agreement: 'quiet after ten' }, start + 2 * DAY);
    dispute.give('confirmation', { confirmation: 'applied' }, start + 3 * DAY);
    expect(dispute.row().confirmBy).toBeUndefined();
    dispute.give('perform', {}, start + 4 * DAY);
    dispute.give('performed', {}, start + 5 * DAY);
    expect(dispute.row()).toMatchObject({ state: 'performed', followUpBy: endOfDay(start + 5 * DAY, 30, timeZone) });
    dispute.give('follow-up', { holds: true }, start + 30 * DAY);
    expect(dispute.isOnBoard()).toBe(false);
  });

  test.each([
    ['accept', { mediator: 'nobody' }, 'mediator-unfit', '/mediator', ['screen']],
    ['plan', { at: start - 1 }, 'until-past', '/at', ['screen', 'accept']],
    ['handlers', { handlers: ['ann', 'nobody'] }, 'handler-unfit', '/handlers/1', []],
    ['handlers', { handlers: ['ann'] }, 'mediator-missing', '/handlers', ['screen', 'accept']],
    ['held', { at: start + 1, held: true }, 'session-unknown', '/at', ['screen', 'accept', 'plan']],
    ['held', { at: start + DAY, held: true }, 'session-ahead', '/at', ['screen', 'accept', 'plan']],
    ['plan', { at: start + DAY }, 'session-planned', '/at', ['screen', 'accept', 'plan']],
    ['agree', { agreement: 'so', performBy: start }, 'until-past', '/performBy', ['screen', 'accept', 'plan']],
  ] as const)('says of %s %j: %s', (name, body, why, pointer, before) => {
    const dispute = createCase();
    const earlier = { screen: {}, accept: { mediator: 'mei' }, plan: { at: start + DAY } };
    for (const step of before) dispute.give(step, earlier[step]);
    expect(dispute.give(name, body)).toMatchObject({ ok: false, refusal: { why, pointer } });
  });

  test('cannot be taken to court once the thirty days are over', () => {
    const dispute = createCase();
    dispute.give('screen', {});
    dispute.give('accept', { mediator: 'mei' });
    dispute.give('plan', { at: start + 1 });
    dispute.give('agree', { agreement: 'so' }, start + HOUR);
    const late = dispute.row().confirmBy! + 1;
    expect(dispute.give('confirmation', { confirmation: 'applied' }, late)).toMatchObject({
      refusal: { why: 'confirmation-late' },
    });
    expect(dispute.give('confirmation', { confirmation: 'waived' }, late).ok).toBe(true);
    expect(dispute.give('confirmation', { confirmation: 'applied' }, late)).toMatchObject({
      refusal: { why: 'state' },
    });
  });
});

describe('the thirty days', () => {
  const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Africa/Cairo', 'Pacific/Apia', 'Asia/Beirut'];

  test('end with the thirtieth day of the city, over ends of months and changes of the clocks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2008, 0), max: Date.UTC(2030, 0) }),
        (zone, t) => {
          const offset = zoneOffset(zone);
          const end = endOfDay(t, 30, zone);
          expect(localDay(offset, end) - localDay(offset, t)).toBeLessThanOrEqual(30);
          expect(localDay(offset, end + 1) - localDay(offset, t)).toBeGreaterThan(30);
        },
      ),
    );
  });

  test.each([
    ['Asia/Shanghai', '2026-01-31T10:00+08:00', '2026-03-02'],
    ['Asia/Shanghai', '2028-01-31T23:59+08:00', '2028-03-01'],
    ['Europe/Berlin', '2026-03-01T00:00+01:00', '2026-03-31'],
    ['Europe/Berlin', '2026-10-01T12:00+02:00', '2026-10-31'],
  ])('in %s from %s last through %s', (zone, from, last) => {
    const end = endOfDay(Date.parse(from), 30, zone);
    const offset = zoneOffset(zone);
    expect(formatDay(localDay(offset, end))).toBe(last);
    expect(formatDay(localDay(offset, end + 1))).not.toBe(last);
  });
});
