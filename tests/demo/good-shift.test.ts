import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Board } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { IncidentId, SourceName, UnitId } from '#data/contract/ids.ts';
import type { Due } from '#data/contract/incident.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { isOverdue } from '#data/rules/urgency.ts';
import { createTestClock } from '../support/test-clock.ts';
import { createMadePack } from './made-packs.ts';
import { makeWorld, type World } from './world.ts';

const pack = createMadePack(18, 14);
/** Wednesday 4 March 2026 in the made city, which is an hour ahead of UTC, and not on the minute. */
const at = (hour: number) => Date.UTC(2026, 2, 4, hour - 1, 0, 17);
const HOTLINE = { source: 'hotline' as SourceName, exercise: false };

/** What a picture shows differently afterwards. */
const isSeen = ({ kind }: LoggedFact) =>
  /^(incident|alarm|unit)\./.test(kind) && kind !== 'incident.noted' && kind !== 'unit.checked-in';

describe.each([3, 8, 13, 22])('whoever comes at %i o’clock', (hour) => {
  const start = at(hour);
  let world: World;
  let first: { board: Board; facts: readonly LoggedFact[] };
  let since: readonly LoggedFact[];
  beforeAll(async () => {
    world = makeWorld({ pack, seed: `shift at ${hour}`, clock: createTestClock(start), watched: true });
    await world.demo.start();
    first = { board: world.board(), facts: [...world.log.facts] };
    await world.pass(12 * MINUTE);
    since = world.log.facts.slice(first.facts.length);
  });
  afterAll(() => world.stop());

  test('sees within two minutes a report arrive, a crew go and arrive, a case verified, an alarm raised and answered', () => {
    const seen = since.filter((fact) => fact.at <= start + 2 * MINUTE);
    const kinds = new Set(seen.map(({ kind }) => kind));
    expect(kinds).toContain('incident.reported');
    expect(kinds).toContain('incident.verified');
    const left = seen.flatMap((fact) => (fact.kind === 'incident.enroute' ? [fact.unit] : []));
    const arrived = seen.flatMap((fact) => (fact.kind === 'incident.arrived' ? [fact.unit] : []));
    expect(arrived.filter((unit) => left.includes(unit))).not.toEqual([]);
    const raised = seen.flatMap((fact) => (fact.kind === 'alarm.raised' ? [fact.alarm.id] : []));
    const answered = seen.flatMap((fact) => (fact.kind === 'alarm.acknowledged' ? [fact.alarm] : []));
    expect(raised.filter((alarm) => answered.includes(alarm))).not.toEqual([]);
  });

  test('and never a still picture: something changes at least every half minute', () => {
    const times = [start, ...since.filter(isSeen).map((fact) => fact.at), world.clock.now()];
    const gaps = times.slice(1).map((time, i) => time - times[i]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30_000);
  });

  test('finds what is urgent taken, attended and resolved within its limits', () => {
    const { urgent, late } = limitsKept(world.log.facts, world.clock.now());
    expect(urgent).toBeGreaterThan(3);
    expect(late).toEqual([]);
  });

  test('finds nobody waiting for a crew that could be sent, and crews that have something to do', () => {
    const { incidents, units } = first.board;
    const onDuty = [...units.values()].filter(({ reason }) => reason !== 'offduty');
    const free = onDuty.filter(({ availability }) => availability === 'available').length / onDuty.length;
    expect(free).toBeGreaterThan(0.4);
    expect(free).toBeLessThan(hour === 13 ? 0.9 : 0.97);
    const undecided = [...incidents.values()].filter(
      ({ state, suspended }) => (state === 'reported' || state === 'triaged') && !suspended,
    );
    expect(undecided.length).toBeLessThan(onDuty.length / 3);
    expect(undecided.filter(({ priority }) => priority <= 2)).toEqual([]);
  });

  test('finds a reason on record wherever something is late', () => {
    const { incidents } = first.board;
    const late = [...incidents.values()].filter((incident) => isOverdue(incident, start)).map(({ id }) => id);
    const said = new Set(first.facts.flatMap((fact) => (isReason(fact) ? [fact.incident] : [])));
    expect(late.filter((id) => !said.has(id))).toEqual([]);
  });

  test('and nothing was refused at a desk', () => {
    expect(world.refusals).toEqual([]);
    expect(world.broken).toEqual([]);
  });
});

function isReason(fact: LoggedFact): fact is LoggedFact & { incident: IncidentId } {
  if (fact.kind === 'incident.noted') return fact.text?.includes('late, because') ?? false;
  return fact.kind === 'incident.extended' || fact.kind === 'incident.suspended';
}

type Kept = { due: Due; accept?: number; attend?: number; resolve?: number; ended?: number };

/** Of the incidents where life or much is at risk, how many there were, and every limit that one of them missed. */
function limitsKept(facts: readonly LoggedFact[], now: number): { urgent: number; late: string[] } {
  const rows = new Map<IncidentId, Kept>();
  for (const fact of facts) {
    if (fact.kind === 'incident.reported' && fact.incident.priority <= 2)
      rows.set(fact.incident.id, { due: fact.incident.due });
    const row = 'rev' in fact && 'incident' in fact && rows.get(fact.incident as IncidentId);
    if (!row) continue;
    if ('due' in fact) row.due = fact.due;
    if (fact.kind === 'incident.triaged') row.accept ??= fact.at;
    if (fact.kind === 'incident.arrived') row.attend ??= fact.at;
    if (fact.kind === 'incident.resolved') row.resolve ??= fact.at;
    if (/cancelled|merged|referred/.test(fact.kind)) row.ended = fact.at;
  }
  const late = [...rows].flatMap(([id, row]) =>
    (['accept', 'attend', 'resolve'] as const)
      .filter((step) => Math.min(row[step] ?? now, row.ended ?? now) > (row.due[step] ?? Infinity))
      .map((step) => `${id} ${step}`),
  );
  return { urgent: rows.size, late };
}

test('what a visitor posts is handled like any other: triaged, a crew sent and on scene, verified by somebody else', async () => {
  const world = makeWorld({ pack, clock: createTestClock(at(3)), watched: true });
  onTestFinished(() => world.stop());
  await world.demo.start();
  await world.pass(MINUTE);
  const [answer] = await world.report(HOTLINE, {
    source: 'hotline',
    sourceRef: '42',
    category: 'public-security/theft',
    location: { type: 'Point', coordinates: pack.cells[40]!.anchor },
  });
  expect(answer).toMatchObject({ status: 201 });
  const { id } = answer as { id: IncidentId };
  await world.pass(20 * MINUTE);
  expect(world.board().incidents.get(id)).toMatchObject({ state: 'onscene', exercise: false });
  await world.pass(4 * HOUR, 5000);
  const steps = world.log.facts.filter((fact) => 'incident' in fact && fact.incident === id);
  const kinds = steps.map(({ kind }) => kind).filter((kind) => /triaged|assigned|arrived|verified|closed/.test(kind));
  expect(kinds).toEqual(expect.arrayContaining(['incident.triaged', 'incident.assigned', 'incident.arrived', 'incident.verified'])); // prettier-ignore
  // Whoever acts in the demo is exercising, whatever they act on.
  expect(steps.filter(({ exercise }) => exercise !== true)).toEqual([]);
  expect(limitsKept(world.log.facts, world.clock.now()).late).toEqual([]);
  expect(world.refusals).toEqual([]);
});

test('what somebody loads of the past is left to them', async () => {
  const world = makeWorld({ clock: createTestClock(at(13)) });
  onTestFinished(() => world.stop());
  await world.demo.start();
  const reportedAt = new Date(at(13) - 3 * DAY).toISOString();
  const [answer] = await world.report(HOTLINE, {
    source: 'hotline',
    sourceRef: 'old',
    category: 'public-security/theft',
    reportedAt,
  });
  await world.pass(30 * MINUTE, 5000);
  expect(world.board().incidents.get((answer as { id: IncidentId }).id)?.state).toBe('reported');
});

test('a unit that somebody else brought along says itself what it does, and the demo goes on', async () => {
  const world = makeWorld({ pack, clock: createTestClock(at(13)), watched: true });
  onTestFinished(() => world.stop());
  await world.demo.start();
  const unit = 'visitor-1' as UnitId;
  await world.log.append([
    { facts: [{ kind: 'unit.registered', at: world.clock.now(), unit: { id: unit, service: 'police' } }] },
  ]);
  const waits = [...world.board().incidents.values()].find(({ state }) => state === 'triaged')!;
  for (const name of ['assign', 'enroute'] as const)
    expect(await world.give({ kind: 'incident', id: waits.id, name, body: { unit }, actor: { kind: 'person', id: 'v' } })).toMatchObject({ ok: true }); // prettier-ignore
  await world.pass(20 * MINUTE);
  expect(world.broken).toEqual([]);
  const row = world.board().incidents.get(waits.id);
  expect(row?.assignments.find((each) => each.unit === unit)?.state).toBe('enroute');
});
