import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Contact } from '#data/contract/incident.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { LoggedFact as LoggedFactSchema } from '#data/contract/fact.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { loadCityPack } from '#server/city/load.ts';
import { createMadePack } from './made-packs.ts';
import { createWorldLog, digestOf, makeWorld, MORNING, type World, type WorldOptions } from './world.ts';

async function started(options: WorldOptions = {}): Promise<World> {
  const world = makeWorld(options);
  onTestFinished(() => world.stop());
  await world.demo.start();
  return world;
}

const ofKind = <K extends LoggedFact['kind']>(world: World, kind: K) =>
  world.log.facts.filter((fact): fact is Extract<LoggedFact, { kind: K }> => fact.kind === kind);

describe('a start on an empty log', () => {
  test('with the same seed and the same clock brings about the same facts, to the last byte', async () => {
    const run = async (seed: string) => {
      const world = await started({ seed, watched: true });
      await world.pass(20 * MINUTE);
      return { facts: digestOf(world.log), state: stateHash(world.board()), count: world.log.facts.length };
    };
    const first = await run('alpha');
    expect(await run('alpha')).toEqual(first);
    expect((await run('beta')).facts).not.toBe(first.facts);
  });

  test('marks everything as an exercise, in the words too', async () => {
    const world = await started({ watched: true });
    expect(world.log.facts.filter((fact) => fact.exercise !== true)).toEqual([]);
    for (const { incident } of ofKind(world, 'incident.reported')) {
      expect(incident.title).toMatch(/^Exercise: /);
      expect(incident.description).toMatch(/^Exercise, not a real event\./);
      const contact = Contact.optional().parse(incident.contact);
      expect(contact?.name ?? 'Exercise Caller').toMatch(/^Exercise Caller/);
      expect(contact?.phone ?? '555-0100').toMatch(/^555-01\d\d$/);
    }
  });

  test('says nothing that the contract does not know, and in the order of time', async () => {
    const world = await started({ watched: true });
    for (const fact of world.log.facts) expect(LoggedFactSchema.safeParse(fact).error).toBeUndefined();
    const times = world.log.facts.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(MORNING);
  });

  test('leaves a city in the middle of its day: work in every stage, and some of it late', async () => {
    const world = await started({ pack: createMadePack(24, 18), watched: true });
    const { incidents, inspections, units, cells } = world.board();
    expect(incidents.size).toBeGreaterThan(8);
    expect(inspections.size).toBeGreaterThan(10);
    expect([...inspections.values()].some(({ due }) => due < MORNING + 12 * HOUR)).toBe(true);
    expect(new Set([...units.values()].map(({ reason }) => reason)).size).toBeGreaterThan(2);
    expect(cells.size).toBeGreaterThan(100);
    const kinds = new Set(world.log.facts.map(({ kind }) => kind));
    for (const kind of [
      'incident.closed',
      'incident.verified',
      'inspection.done',
      'alarm.raised',
      'alarm.acknowledged',
      'cell.staffing-changed',
    ] as const)
      expect(kinds).toContain(kind);
  });

  test('the past and the lived day follow on each other: every hour up to now has its cases once', async () => {
    const world = await started();
    const told = ofKind(world, 'incidents.imported').flatMap(({ incidents }) => incidents);
    const lived = ofKind(world, 'incident.reported').map(({ incident }) => incident);
    const all = [...told, ...lived];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ sourceRef }) => sourceRef)).size).toBe(all.length);
    const perDay = (from: number) =>
      all.filter(({ reportedAt }) => from <= reportedAt && reportedAt < from + 7 * DAY).length / 7;
    const [lastWeek, before] = [perDay(MORNING - 7 * DAY), perDay(MORNING - 14 * DAY)];
    expect(lastWeek).toBeGreaterThan(before / 2);
    expect(lastWeek).toBeLessThan(before * 2);
  });
});

describe('the live day', () => {
  test('everything that the demo says is taken: the door and the desk refuse nothing', async () => {
    const world = await started({ pack: createMadePack(16, 12), watched: true });
    await world.pass(3 * HOUR, 2000);
    expect(world.refusals).toEqual([]);
    expect(world.broken).toEqual([]);
  });

  test('who resolved an incident is not who verified it, and a crew arrives only after it has driven there', async () => {
    const world = await started({ pack: createMadePack(16, 12) });
    await world.pass(2 * HOUR, 2000);
    const resolved = new Map(ofKind(world, 'incident.resolved').map(({ incident, by }) => [incident, by!.id]));
    const verified = ofKind(world, 'incident.verified');
    expect(verified.length).toBeGreaterThan(10);
    for (const { incident, by } of verified) expect(by!.id).not.toBe(resolved.get(incident));
    const left = new Map<string, number>();
    for (const fact of world.log.facts) {
      if (fact.kind === 'incident.enroute') left.set(`${fact.incident} ${fact.unit}`, fact.at);
      if (fact.kind === 'incident.arrived') expect(fact.at).toBeGreaterThan(left.get(`${fact.incident} ${fact.unit}`)!);
    }
  });

  test('units say where they are every five seconds, a few at a time, on the streets and at the speed of cars', async () => {
    const world = await started();
    await world.pass(20 * MINUTE, 250);
    expect(world.fixes.length).toBeGreaterThan(1000);
    const perUnit = Map.groupBy(world.fixes, ({ unit }) => unit);
    const batches = Map.groupBy(world.fixes, ({ at }) => at);
    expect(batches.size).toBeGreaterThan(world.fixes.length / 5);
    let moved = 0;
    for (const fixes of perUnit.values())
      for (const [i, fix] of fixes.entries()) {
        const before = fixes[i - 1];
        if (!before) continue;
        const metres =
          Math.hypot((fix.lon - before.lon) * Math.cos((48.2 * Math.PI) / 180), fix.lat - before.lat) * 111_195;
        expect(metres / ((fix.at - before.at) / 1000)).toBeLessThan((50 / 3.6) * 1.1);
        expect(fix.speed).toBeLessThan((50 / 3.6) * 1.1);
        moved += metres;
      }
    expect(moved).toBeGreaterThan(5000);
    const unit = [...perUnit.values()].find((fixes) => fixes.length > 100)!;
    const gaps = unit.slice(1).map((fix, i) => fix.at - unit[i]!.at);
    expect(gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)]).toBe(5000);
  });

  test('who is off duty is not followed', async () => {
    const world = await started();
    await world.pass(10 * MINUTE, 250);
    const off = [...world.board().units.values()].filter(
      ({ reason, since }) => reason === 'offduty' && since < MORNING,
    );
    expect(off.length).toBeGreaterThan(0);
    for (const { id } of off) expect(world.fixes.some(({ unit }) => unit === id)).toBe(false);
  });

  test('units fall silent now and then, and are heard again', async () => {
    const world = await started();
    await world.pass(4 * HOUR, 1000);
    const gaps = [...Map.groupBy(world.fixes, ({ unit }) => unit).values()].flatMap((fixes) =>
      fixes.slice(1).map((fix, i) => fix.at - fixes[i]!.at),
    );
    const silences = gaps.filter((gap) => gap > MINUTE && gap < HOUR);
    expect(silences.length).toBeGreaterThan(0);
  });

  test('at a thousand times the speed every position is still believed', async () => {
    const world = await started({ speed: 1000 });
    await world.pass(MINUTE, 250);
    expect(world.fixes.length).toBeGreaterThan(50);
    expect(world.refusals.filter(({ command }) => command === 'positions')).toEqual([]);
  });

  test('at ten times the speed ten times as much happens', async () => {
    const reports = async (speed: number) => {
      const world = await started({ speed, seed: 'pace', pack: createMadePack(12, 8) });
      const before = ofKind(world, 'incident.reported').length;
      await world.pass(4 * HOUR, 5000);
      expect(world.refusals).toEqual([]);
      return ofKind(world, 'incident.reported').length - before;
    };
    const [once, tenfold] = [await reports(1), await reports(10)];
    expect(tenfold / Math.max(1, once)).toBeGreaterThan(4);
  });
});

describe('a storm', () => {
  test('brings 400 reports within two minutes and silences units, and the city works it off', async () => {
    const world = await started({ pack: createMadePack(16, 12), watched: true });
    await world.pass(MINUTE);
    const before = world.board().incidents.size;
    const storm = world.demo.flood();
    expect(storm.reports).toBe(400);
    expect(storm.silent).toBeGreaterThan(3);
    await world.pass(2 * MINUTE + 1000, 1000);
    expect(world.board().incidents.size).toBeGreaterThan(before + 250);
    expect(ofKind(world, 'incident.merged').length).toBeGreaterThan(3);
    await world.pass(3 * MINUTE, 1000);
    expect([...world.board().units.values()].some(({ contact }) => contact === 'offline' || contact === 'late')).toBe(
      true,
    );
    expect([...world.board().alarms.values()].filter(({ active }) => active).length).toBeGreaterThan(10);
    const peak = world.board().incidents.size;
    await world.pass(3 * HOUR, 30_000);
    expect(world.board().incidents.size).toBeLessThan(0.9 * peak);
    expect(world.refusals).toEqual([]);
  });
});

describe('a start on a log that knows the city', () => {
  async function twoLives(off: number): Promise<{ world: World; seqBefore: number; log: World['log'] }> {
    const first = makeWorld({ watched: true });
    await first.demo.start();
    await first.pass(30 * MINUTE);
    await first.stop();
    const seqBefore = first.log.facts.length;
    first.clock.advance(off);
    const world = await started({ log: first.log, clock: first.clock, watched: true });
    return { world, seqBefore, log: first.log };
  }

  test.each([
    ['ten seconds', 10_000],
    ['five hours', 5 * HOUR],
    ['three weeks', 21 * DAY],
  ])('goes on after %s as if it had never stopped', async (_name, off) => {
    const { world, seqBefore, log } = await twoLives(off);
    await world.pass(30 * MINUTE);
    expect(world.broken).toEqual([]);
    expect(world.refusals).toEqual([]);
    const since = log.facts.slice(seqBefore);
    expect(since.filter(({ kind }) => kind === 'unit.registered')).toEqual([]);
    const paid = ofKind(world, 'inspection.done').map(({ inspection }) => inspection);
    expect(new Set(paid).size).toBe(paid.length);
    const times = log.facts.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const refs = [
      ...ofKind(world, 'incident.reported').map(({ incident }) => incident.sourceRef),
      ...ofKind(world, 'incidents.imported').flatMap(({ incidents }) => incidents.map(({ sourceRef }) => sourceRef)),
    ];
    expect(new Set(refs).size).toBe(refs.length);
    expect(since.some(({ kind }) => kind === 'incident.reported') || off < HOUR).toBe(true);
    // What was left lying has been taken up: nobody is still on the way from before.
    const stuck = [...world.board().incidents.values()].filter(({ assignments }) =>
      assignments.some((each) => each.state === 'enroute' && each.since < world.clock.now() - HOUR),
    );
    expect(stuck).toEqual([]);
  });

  test('brings its past in once, even when the first start was cut off while it did', async () => {
    const log = createWorldLog();
    let appends = 0;
    const cut = makeWorld({
      log: {
        ...log,
        place: log.place,
        async append(entries) {
          if (entries.some(({ facts }) => facts[0]?.kind === 'incidents.imported') && ++appends > 0) {
            await log.append(entries.slice(0, 1));
            throw new Error('the power goes');
          }
          return log.append(entries);
        },
      },
    });
    await expect(cut.demo.start()).rejects.toThrow('the power goes');
    await cut.stop();
    const whole = await started();
    cut.clock.advance(MINUTE);
    const again = await started({ log, clock: cut.clock });
    const pastOf = (world: World) =>
      ofKind(world, 'incidents.imported')
        .flatMap(({ incidents }) => incidents.map(({ id }) => id))
        .sort();
    expect(pastOf(again)).toEqual(pastOf(whole));
  });
});

describe('another city', () => {
  test('on another continent lives as well, without a line of code', async () => {
    const pack = await loadCityPack(join(import.meta.dirname, '../fixtures/packs/port-alder'));
    const world = await started({ pack, watched: true });
    await world.pass(2 * HOUR, 2000);
    expect(world.refusals).toEqual([]);
    expect(world.broken).toEqual([]);
    expect(ofKind(world, 'incidents.imported').length).toBeGreaterThan(0);
    expect(ofKind(world, 'incident.reported').length).toBeGreaterThan(0);
    expect(world.board().units.size).toBe(pack.services.reduce((sum, { units }) => sum + units, 0));
    expect(world.fixes.length).toBeGreaterThan(0);
    // Its names are in English alone, and so is what is said in it.
    expect(pack.city.names.zh).toBeUndefined();
    expect(JSON.stringify(world.log.facts)).not.toMatch(/\p{Script=Han}/u);
  });
});
