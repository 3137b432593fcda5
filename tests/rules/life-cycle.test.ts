import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import { incidentCommands, type IncidentCommand, type IncidentCommandName } from '#data/contract/commands/incident.ts';
import type { Actor } from '#data/contract/actor.ts';
import { type Fact, LoggedFact } from '#data/contract/fact.ts';
import type { OrganisationId, Seq, TaskId } from '#data/contract/ids.ts';
import { type Incident, IncidentState, MAX_TASKS, type Task } from '#data/contract/incident.ts';
import { foldIncident, hasEnded } from '#data/fold/fold-incident.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { decide } from '#data/rules/decide.ts';
import { allowedCommands, commandsIn } from '#data/rules/life-cycle.ts';
import { decideUnit } from '#data/rules/unit-status.ts';
import { makeIncident, unitId } from '../support/make-rows.ts';
import { makePack } from '../support/pack.ts';

/** More than may work on one incident, so that there is always one more to ask. */
const organisations = Array.from({ length: MAX_TASKS + 1 }, (_, i) => `o${i + 1}` as OrganisationId);
const made = makePack();
const pack = { ...made, organisations: organisations.map((id) => ({ ...made.organisations[0]!, id })) };
const ann: Actor = { kind: 'person', id: 'ann' };
const bob: Actor = { kind: 'person', id: 'bob' };
const start = Date.UTC(2026, 2, 4, 8);
const ids = ['i1', 'i2', 'i3'] as Incident['id'][];
const units = ['u1', 'u2', 'u3'].map(unitId);

/** A log in memory: what the board and the index make of the facts. */
function createDay() {
  let board: Board = emptyBoard;
  const index = new Map<Incident['id'], Incident>();
  let seq = 0;
  const keep = (facts: readonly Fact[], at: number, by: Actor) => {
    const logged = facts.map((fact) =>
      LoggedFact.parse(JSON.parse(JSON.stringify({ ...fact, at, by, seq: ++seq as Seq }))),
    );
    board = foldBoard(board, logged);
    for (const fact of logged)
      for (const id of ids) {
        const row = foldIncident(index.get(id), fact);
        if (row?.id === id) index.set(id, row);
      }
  };
  for (const id of ids) {
    const {
      number: _n,
      rev: _r,
      state: _s,
      assignments: _a,
      exercise: _e,
      ...incident
    } = makeIncident({ id, due: { resolve: start + HOUR }, ...(id === 'i3' && { owed: { callable: true } }) });
    keep([{ kind: 'incident.reported', series: 'TT26', incident }], start, ann);
  }
  for (const id of units) keep([{ kind: 'unit.registered', unit: { id, service: 'police' } }], start, ann);
  return {
    keep,
    board: () => board,
    row: (id: Incident['id']) => index.get(id)!,
    give(id: Incident['id'], command: IncidentCommand, { actor = ann, now = start } = {}) {
      const decided = decide(index.get(id)!, command, { actor, now, board, pack });
      if (decided.ok) keep(decided.value, now, actor);
      return decided;
    },
  };
}
type Day = ReturnType<typeof createDay>;

const because = fc.constantFrom({}, { reason: 'why not' });
const unit = fc.constantFrom(...units);
/** A unit that is left out is the only one that is sent. */
const itsCrew = fc.record({ unit }, { requiredKeys: [] });
/** `nth`: the task that stands there on the incident at that moment; the walk fills it in. */
const anyTask = fc.constantFrom('nth:0', 'nth:1', 'nth:2', 'unknown');
const bodies: { [Name in IncidentCommandName]: fc.Arbitrary<unknown> } = {
  triage: fc.constantFrom({}, { priority: 1 }, { category: 'hidden-danger/blocked-exit' }, { category: 'no/such' }),
  assign: fc.record({ unit }),
  unassign: itsCrew,
  accept: itsCrew,
  enroute: itsCrew,
  arrive: itsCrew,
  resolve: fc.oneof(because, fc.record({ unit })),
  verify: because,
  close: because,
  reopen: fc.constant({ reason: 'back again' }),
  cancel: fc.constant({ reason: 'hoax' }),
  merge: fc.record({ into: fc.constantFrom(...ids) }),
  refer: fc.constant({ to: 'Water company' }),
  note: fc.constant({ text: 'called back' }),
  extend: fc.constant({ by: { amount: 2, unit: 'working-hours' }, reason: 'parts are missing' }),
  suspend: fc.constant({ until: start + 100 * HOUR, reason: 'nobody at home' }),
  resume: because,
  link: fc.record({
    // Few of them, so that the same one is asked twice and tasks come to their end.
    organisation: fc.constantFrom(...organisations.slice(0, 4), 'nobody'),
    lead: fc.boolean(),
  }),
  'task-accept': fc.record({ task: anyTask }),
  'task-done': fc.record({ task: anyTask }),
  'task-return': fc.record({
    task: anyTask,
    to: fc.constantFrom(...organisations.slice(0, 8), 'nobody'),
    reason: fc.constant('the pipe is theirs'),
  }),
  'task-withdraw': fc.record({ task: anyTask, reason: fc.constant('asked by mistake') }),
  escalate: fc.constantFrom({ reason: 'late' }, { reason: 'late', level: 2 }),
  reply: fc.constantFrom(
    { outcome: 'done', text: 'repaired' },
    { outcome: 'planned', text: 'on Monday', due: start + 9 * HOUR },
    { outcome: 'handed-over', text: 'the water company has it', to: 'Water company' },
    { outcome: 'not-done', text: 'it will stay', reason: 'not public', decidedBy: 'Street office' },
  ),
  'call-back': fc.constantFrom(
    { reached: false },
    { reached: true, satisfied: true },
    { reached: true, satisfied: false },
  ),
  rate: fc.constantFrom({ satisfied: true }, { stars: 1 }, {}),
  word: fc.constantFrom({ text: 'it drips again' }, { text: 'it drips again', reopen: true }),
};
const names = Object.keys(incidentCommands) as IncidentCommandName[];
// Exits are rarer, so that walks get far.
const walkNames = [
  ...names,
  ...names.filter((name) => !['cancel', 'merge', 'refer'].includes(name)),
  'assign',
  'assign',
  'enroute',
  'resolve',
  'verify',
  'verify',
  'close',
  'close',
  'close',
  'link',
  'task-done',
  'task-done',
  'task-withdraw',
] as const;
const anyCommand = fc
  .constantFrom(...walkNames)
  .chain((name) =>
    bodies[name].map((body) => ({ name, body: incidentCommands[name].body.parse(body) }) as IncidentCommand),
  );
const anyStep = fc.record({
  id: fc.constantFrom(...ids),
  command: anyCommand,
  actor: fc.constantFrom(ann, bob),
  status: fc.option(unit, { freq: 12 }),
});

/** The command with the task that it means by its place. */
function meant(command: IncidentCommand, { tasks = [] }: Incident): IncidentCommand {
  if (!('task' in command.body)) return command;
  const nth = /^nth:(\d)$/.exec(command.body.task)?.[1];
  const task = (nth === undefined ? 'unknown' : (tasks[Number(nth)]?.id ?? 'unknown')) as TaskId;
  return { ...command, body: { ...command.body, task } } as IncidentCommand;
}

/** The tasks of an incident told a second time: who is asked, and how far they are. */
function tasksAfter({ tasks = [] }: Incident, { name, body }: IncidentCommand): Pick<Task, 'organisation' | 'state'>[] {
  const are = tasks.map(({ id, organisation, state }) => ({ id, organisation, state }));
  const at = are.findIndex(({ id }) => 'task' in body && id === body.task);
  const strip = () => are.map(({ organisation, state }) => ({ organisation, state }));
  if (name === 'link') return [...strip(), { organisation: body.organisation, state: 'asked' }];
  if (name === 'task-accept') are[at]!.state = 'accepted';
  if (name === 'task-done') are[at]!.state = 'done';
  if (name === 'task-return') are.splice(at, 1, { ...are[at]!, organisation: body.to, state: 'asked' });
  if (name === 'task-withdraw') are.splice(at, 1);
  return strip();
}

/** The life cycle told a second time, in the words of the contract. */
/** What was over, and whoever reported says that it is not. */
function comesBack({ state }: Incident, { name, body }: IncidentCommand): boolean {
  if (name === 'word') return hasEnded(state) || (body.reopen && (state === 'resolved' || state === 'verified'));
  const isOver = hasEnded(state) || state === 'resolved' || state === 'verified';
  if (name === 'call-back') return isOver && body.satisfied === false;
  return name === 'rate' && isOver && (body.satisfied ?? body.stars! >= 3) === false;
}

function stateAfter(before: Incident, { name, body }: IncidentCommand): IncidentState {
  const ends: Partial<Record<IncidentCommandName, IncidentState>> = {
    resolve: 'resolved',
    verify: 'verified',
    close: 'closed',
    reopen: 'triaged',
    cancel: 'cancelled',
    merge: 'duplicate',
    refer: 'referred',
  };
  if (comesBack(before, { name, body } as IncidentCommand)) return 'triaged';
  const end = ends[name];
  if (end) return end;
  if (before.state === 'reported' && name === 'triage') return 'triaged';
  const crew = new Map(before.assignments.map((a) => [a.unit, a.state]));
  const its = 'unit' in body && body.unit !== undefined ? body.unit : before.assignments[0]?.unit;
  if (name === 'assign') crew.set(body.unit, 'assigned');
  else if (name === 'accept') crew.set(its!, 'accepted');
  else if (name === 'enroute') crew.set(its!, 'enroute');
  else if (name === 'arrive') crew.set(its!, 'onscene');
  else if (name === 'unassign') crew.delete(its!);
  else return before.state;
  if (before.state === 'resolved' || before.state === 'verified') return before.state;
  const states = [...crew.values()];
  if (states.includes('onscene')) return 'onscene';
  if (states.includes('enroute')) return 'enroute';
  return states.length > 0 ? 'assigned' : 'triaged';
}

function expectSound(day: Day) {
  for (const id of ids) {
    const row = day.row(id);
    IncidentState.parse(row.state);
    expect(day.board().incidents.has(id)).toBe(!hasEnded(row.state));
    if (hasEnded(row.state)) expect(row.assignments).toEqual([]);
    for (const { unit } of row.assignments) expect(day.board().units.get(unit)?.incident).toBe(id);
    const tasks = row.tasks ?? [];
    expect(tasks.filter(({ lead }) => lead).length).toBeLessThanOrEqual(1);
    for (const key of ['id', 'organisation'] as const)
      expect(new Set(tasks.map((task) => task[key])).size).toBe(tasks.length);
  }
  for (const { id, incident, availability } of day.board().units.values()) {
    if (incident === undefined) continue;
    expect(day.row(incident).assignments.map((a) => a.unit)).toContain(id);
    expect(availability).toBe('unavailable');
  }
}

describe('the life cycle of an incident', () => {
  test('whatever is commanded in whatever order, the state is the one the rules say, revisions count by one, and crews are where their incidents are', () => {
    const reached = new Set<IncidentState>();
    const given = new Set<IncidentCommandName>();
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 120, size: 'max' }), (steps) => {
        const day = createDay();
        for (const [i, { id, command: asked, actor, status }] of steps.entries()) {
          const now = start + i * MINUTE;
          if (status) {
            const meal = { name: 'status', body: { availability: 'conditional', reason: 'meal' } } as const;
            const decided = decideUnit(day.board().units.get(status)!, meal, {
              board: day.board(),
              pack: { services: [] },
            });
            if (decided.ok) day.keep(decided.value, now, actor);
          }
          const before = day.row(id);
          const command = meant(asked, before);
          const decided = day.give(id, command, { actor, now });
          const after = day.row(id);
          if (decided.ok) {
            expect((after.tasks ?? []).map(({ organisation, state }) => ({ organisation, state }))).toEqual(
              tasksAfter(before, command),
            );
            if (command.name === 'escalate')
              expect(after.escalation!.level).toBeGreaterThan(before.escalation?.level ?? 0);
            else
              expect(after.escalation).toEqual(
                command.name === 'reopen' || comesBack(before, command) ? undefined : before.escalation,
              );
            const [first] = decided.value;
            if (first?.kind === 'incident.closed') {
              const open = (before.tasks ?? []).filter((task) => task.state !== 'done').map((task) => task.id);
              expect(first.unsigned ?? []).toEqual(open);
              if (open.length > 0) expect(first.reason).toBeDefined();
            }
            expect(after.state).toBe(stateAfter(before, command));
            expect(after.rev).toBe(before.rev + 1);
            given.add(command.name);
          } else {
            expect(after).toBe(before);
          }
          reached.add(after.state);
          expectSound(day);
        }
      }),
      { numRuns: 600 },
    );
    expect([...reached].sort()).toEqual([...IncidentState.options].sort());
    expect([...given].sort()).toEqual([...names].sort());
  });

  test('whatever is said to be allowed is allowed', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40, size: 'max' }), (steps) => {
        const day = createDay();
        day.keep([{ kind: 'unit.registered', unit: { id: unitId('reserve'), service: 'police' } }], start, ann);
        for (const { id, command, actor } of steps) day.give(id, meant(command, day.row(id)), { actor });
        for (const id of ids) {
          const row = day.row(id);
          const others = ids.filter((other) => other !== id && day.board().incidents.has(other));
          for (const name of allowedCommands(row)) {
            if (name === 'merge' && others.length === 0) continue;
            const crews = row.assignments.map(({ unit }) => unit);
            const tries = [
              { unit: 'reserve' },
              ...crews.map((unit) => ({ unit })),
              { into: others[0] },
              ...organisations.map((organisation) => ({ organisation })),
              ...(row.tasks ?? []).flatMap(({ id: task }) => [
                { task },
                { task, reason: 'x' },
                ...organisations.map((to) => ({ task, to, reason: 'x' })),
              ]),
              { to: 'Water company', reason: 'x' },
              { reason: 'x' },
              { outcome: 'not-done', text: 'x', reason: 'x', decidedBy: 'x' },
              { reached: false },
              { satisfied: true },
              { text: 'x' },
              { until: start + HOUR, reason: 'x' },
              { by: { amount: 1, unit: 'hours' }, reason: 'x' },
              {},
            ].flatMap((body) => {
              const parsed = incidentCommands[name].body.safeParse(body);
              return parsed.success ? [{ name, body: parsed.data } as IncidentCommand] : [];
            });
            const context = { actor: { kind: 'person', id: 'carla' } as Actor, now: start, board: day.board(), pack };
            expect(
              tries.some((command) => decide(row, command, context).ok),
              `${name} in ${row.state}`,
            ).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

const linkage = 'link task-accept task-done task-return task-withdraw';
const loop = 'reply call-back rate word';
const after = 'call-back rate word';
const working = `triage assign unassign accept enroute arrive resolve ${linkage} cancel merge refer extend suspend resume escalate note ${loop}`;
/** Each state's commands, in the words of the contract. */
const table: Record<IncidentState, string> = {
  reported: `triage cancel merge refer extend suspend resume escalate note ${loop}`,
  triaged: `triage assign resolve ${linkage} cancel merge refer extend suspend resume escalate note ${loop}`,
  assigned: working,
  enroute: working,
  onscene: working,
  resolved: `verify reopen unassign task-accept task-done note ${loop}`,
  verified: `close reopen unassign task-accept task-done note ${loop}`,
  closed: `reopen note ${after}`,
  cancelled: `note ${after}`,
  duplicate: 'note',
  referred: `note ${after}`,
};

test.each(Object.entries(table))('an incident that is %s takes: %s', (state, names) => {
  expect(commandsIn[state as IncidentState].toSorted()).toEqual(names.split(' ').toSorted());
});

describe('a case', () => {
  const [i1, i2] = ids as [Incident['id'], Incident['id']];
  const [u1, u2] = units as [Incident['assignments'][number]['unit'], Incident['assignments'][number]['unit']];
  const run = (day: Day, ...commands: IncidentCommand[]) => {
    for (const command of commands) expect(day.give(i1, command), command.name).toMatchObject({ ok: true });
  };
  const toScene: IncidentCommand[] = [
    { name: 'triage', body: {} },
    { name: 'assign', body: { unit: u1 } },
    { name: 'accept', body: { unit: u1 } },
    { name: 'enroute', body: { unit: u1 } },
    { name: 'arrive', body: { unit: u1 } },
  ];

  test('goes from report to closure, and its unit is available again with the closure', () => {
    const day = createDay();
    run(day, ...toScene, { name: 'resolve', body: {} });
    expect(day.board().units.get(u1)).toMatchObject({ reason: 'onscene', incident: i1 });
    expect(day.give(i1, { name: 'verify', body: {} }, { actor: bob }).ok).toBe(true);
    const closed = day.give(i1, { name: 'close', body: {} });
    expect(closed.ok && closed.value.map(({ kind }) => kind)).toEqual(['incident.closed', 'unit.status-changed']);
    expect(day.board().units.get(u1)).toMatchObject({ availability: 'available', reason: 'standby' });
    expect(day.board().units.get(u1)).not.toHaveProperty('incident');
  });

  test('is not verified by the one who resolved it', () => {
    const day = createDay();
    run(day, ...toScene, { name: 'resolve', body: {} });
    const refused = day.give(i1, { name: 'verify', body: {} }, { actor: ann });
    expect(refused).toMatchObject({ refusal: { why: 'same-actor' } });
    expect(day.give(i1, { name: 'verify', body: {} }, { actor: bob }).ok).toBe(true);
  });

  test('is not closed before it was verified, and it is known what may be done', () => {
    const day = createDay();
    run(day, ...toScene, { name: 'resolve', body: {} });
    expect(day.give(i1, { name: 'close', body: {} })).toEqual({ ok: false, refusal: { why: 'state' } });
    expect(allowedCommands(day.row(i1))).toEqual(['verify', 'reopen', 'unassign', 'note']);
  });

  test('whose last unit is taken away waits for one again', () => {
    const day = createDay();
    run(day, ...toScene, { name: 'unassign', body: { unit: u1 } });
    expect(day.row(i1)).toMatchObject({ state: 'triaged', assignments: [] });
  });

  test('is worked by two units, and is on scene as soon as one of them is', () => {
    const day = createDay();
    run(day, ...toScene, { name: 'assign', body: { unit: u2 } });
    expect(day.row(i1).state).toBe('onscene');
    run(day, { name: 'unassign', body: { unit: u1 } });
    expect(day.row(i1).state).toBe('assigned');
  });

  test('has crews that may skip a step and never go back one', () => {
    const day = createDay();
    run(
      day,
      { name: 'triage', body: {} },
      { name: 'assign', body: { unit: u1 } },
      { name: 'arrive', body: { unit: u1 } },
    );
    run(day, { name: 'assign', body: { unit: u2 } });
    expect(day.give(i1, { name: 'enroute', body: { unit: u1 } })).toMatchObject({ refusal: { why: 'step-passed' } });
  });

  test('that is closed leaves alone a unit that meanwhile does something else', () => {
    const day = createDay();
    run(day, ...toScene, { name: 'resolve', body: {} });
    day.give(i1, { name: 'verify', body: {} }, { actor: bob });
    day.keep([{ kind: 'unit.status-changed', unit: u1, availability: 'unavailable', reason: 'offduty' }], start, ann);
    run(day, { name: 'close', body: {} });
    expect(day.board().units.get(u1)).toMatchObject({ reason: 'offduty' });
  });

  test('does not take a unit from another incident', () => {
    const day = createDay();
    run(day, ...toScene);
    expect(day.give(i2, { name: 'triage', body: {} }).ok).toBe(true);
    expect(day.give(i2, { name: 'assign', body: { unit: u1 } })).toMatchObject({ refusal: { why: 'unit-busy' } });
  });

  test('does not take a unit that is off duty', () => {
    const day = createDay();
    day.keep([{ kind: 'unit.status-changed', unit: u1, availability: 'unavailable', reason: 'offduty' }], start, ann);
    run(day, { name: 'triage', body: {} });
    expect(day.give(i1, { name: 'assign', body: { unit: u1 } })).toMatchObject({
      refusal: { why: 'unit-unavailable' },
    });
  });

  test('takes its limits from the category it turns out to be', () => {
    const day = createDay();
    run(day, { name: 'triage', body: { category: 'public-security/assault', priority: 1 } });
    const { times, due, priority } = day.row(i1);
    expect(priority).toBe(1);
    expect(due.attend).toBe(times.received + 10 * MINUTE);
  });

  test('that is reopened starts at triage with new limits and nobody on it, and forgets who resolved it', () => {
    const day = createDay();
    run(day, ...toScene, { name: 'resolve', body: {} });
    day.give(i1, { name: 'verify', body: {} }, { actor: bob });
    run(day, { name: 'close', body: {} });
    const later = start + 30 * HOUR;
    expect(day.give(i1, { name: 'reopen', body: { reason: 'leaks again' } }, { now: later }).ok).toBe(true);
    const row = day.row(i1);
    expect(row).toMatchObject({ state: 'triaged', assignments: [], due: { resolve: later + 8 * HOUR } });
    expect(row.times).not.toHaveProperty('closed');
    expect(row).not.toHaveProperty('resolvedBy');
  });

  test('that is a duplicate hands over what was said, its priority, its crews and its parties to the case that stays', () => {
    const day = createDay();
    run(
      day,
      { name: 'triage', body: { priority: 1 } },
      { name: 'assign', body: { unit: u1 } },
      { name: 'assign', body: { unit: u2 } },
      { name: 'arrive', body: { unit: u1 } },
      { name: 'link', body: { organisation: organisations[0]!, lead: true } },
    );
    run(day, { name: 'task-accept', body: { task: day.row(i1).tasks![0]!.id } }, { name: 'merge', body: { into: i2 } });
    expect(day.row(i1)).toMatchObject({ state: 'duplicate', assignments: [] });
    expect(day.row(i2)).toMatchObject({
      state: 'onscene',
      priority: 1,
      assignments: [
        { unit: u2, state: 'assigned' },
        { unit: u1, state: 'onscene' },
      ],
      tasks: [{ organisation: organisations[0], lead: true, state: 'accepted' }],
    });
    expect(day.board().units.get(u1)).toMatchObject({ incident: i2, reason: 'onscene' });
    expect(day.board().units.get(u2)).toMatchObject({ incident: i2, reason: 'dispatched' });
    expectSound(day);
  });

  test('that is a duplicate of one whose work is done frees its crews', () => {
    const day = createDay();
    day.give(i2, { name: 'triage', body: {} });
    day.give(i2, { name: 'resolve', body: {} });
    run(day, ...toScene, { name: 'merge', body: { into: i2 } });
    expect(day.board().units.get(u1)).toMatchObject({ availability: 'available' });
    expect(day.row(i2)).toMatchObject({ state: 'resolved', assignments: [] });
  });

  test('that is suspended for two hours is due two hours later', () => {
    const day = createDay();
    run(day, { name: 'triage', body: { category: 'public-security/assault' } });
    const { resolve = NaN } = day.row(i1).due;
    const now = resolve - HOUR;
    day.give(i1, { name: 'suspend', body: { until: now + 5 * HOUR, reason: 'access denied' } }, { now });
    day.give(i1, { name: 'resume', body: {} }, { now: now + 2 * HOUR });
    expect(day.row(i1).due.resolve).toBe(resolve + 2 * HOUR);
    expect(day.row(i1)).not.toHaveProperty('suspended');
  });

  test('is never given more than a year', () => {
    const day = createDay();
    run(day, { name: 'triage', body: { category: 'public-security/assault' } });
    const by = { amount: 10_000, unit: 'working-days' } as const;
    const longer: IncidentCommand = { name: 'extend', body: { limit: 'resolve', by, reason: 'x' } };
    expect(day.give(i1, longer)).toMatchObject({ refusal: { why: 'until-far', pointer: '/by' } });
  });

  test('is suspended once at a time, and never without an end ahead', () => {
    const day = createDay();
    const suspend = (until: number): IncidentCommand => ({ name: 'suspend', body: { until, reason: 'x' } });
    expect(day.give(i1, suspend(start))).toMatchObject({ refusal: { why: 'until-past', pointer: '/until' } });
    expect(day.give(i1, suspend(start + 9000 * HOUR))).toMatchObject({ refusal: { why: 'until-far' } });
    run(day, suspend(start + HOUR));
    expect(day.give(i1, suspend(start + HOUR))).toMatchObject({ refusal: { why: 'state' } });
  });
});
