import { describe, expect, test } from 'vitest';
import type { Work } from '#data/contract/desk-api.ts';
import type { OrganisationId, PersonId, Seq, TaskId } from '#data/contract/ids.ts';
import { endedStates, openStates } from '#data/contract/incident.ts';
import { commandsIn, isBefore } from '#data/rules/life-cycle.ts';
import { projectWork, type Tap } from '#client/phone/work/project.ts';
import { crewSteps, ownTasks } from '#client/phone/work/steps.ts';
import { dangerFound, incidentFound } from '#client/phone/work/found.ts';
import { visitDone } from '#client/phone/work/visit.ts';
import { incidentId, makeDanger, makeIncident, makeInspection, makeUnit, unitId } from '../support/make-rows.ts';
import { photo } from './tap.ts';

const unit = unitId('u1');
const states = ['assigned', 'accepted', 'enroute', 'onscene'] as const;
const withMe = (state: (typeof states)[number]) =>
  makeIncident({ state: 'assigned', assignments: [{ unit, state, since: 1 }] });
const tap = (deed: Tap['deed'], about: string, body: Tap['body'] = {}): Tap => ({ deed, about, body, tapped: 9 });
const work = (over: Partial<Work>): Work => ({
  asOf: 1,
  seq: 1 as Seq,
  person: { id: 'p' as PersonId, name: 'P', role: 'officer', oversight: false, left: false },
  incidents: [],
  inspections: [],
  dangers: [],
  cells: [],
  ...over,
});

describe('the steps that are offered', () => {
  test('go from accepting to done, and never back', () => {
    expect(states.map((state) => crewSteps(withMe(state), unit))).toEqual([
      ['accept', 'enroute', 'arrive', 'resolve'],
      ['enroute', 'arrive', 'resolve'],
      ['arrive', 'resolve'],
      ['resolve'],
    ]);
    expect(crewSteps(withMe('assigned'), unitId('other'))).toEqual([]);
  });

  test('are those that the life cycle knows in every state', () => {
    const steps = [
      ['accept', 'accepted'],
      ['enroute', 'enroute'],
      ['arrive', 'onscene'],
    ] as const;
    for (const state of [...openStates, ...endedStates])
      for (const mine of states) {
        const incident = { ...withMe(mine), state };
        const may = steps.filter(
          ([name, reached]) => commandsIn[state].includes(name) && isBefore(incident.assignments[0]!, reached),
        );
        const offered = crewSteps(incident, unit);
        // A unit is on an incident only while it is worked on; before that nothing is offered.
        if (state === 'triaged') expect(offered).toEqual([]);
        else if (offered.includes('leave')) {
          expect(offered).toEqual(['leave']);
          expect(commandsIn[state]).toContain('unassign');
          expect(commandsIn[state]).not.toContain('resolve');
        } else expect(offered.filter((step) => step !== 'resolve')).toEqual(may.map(([name]) => name));
      }
  });

  test('follow the own taps though no answer has come yet', () => {
    const seen = projectWork(
      work({ incidents: [withMe('assigned')], unit: makeUnit({ id: 'u1', reason: 'patrol' }) }),
      [tap('accept', 'incident/i1', { unit }), tap('enroute', 'incident/i1', { unit }), tap('check-in', 'unit/u1')],
    );
    expect(crewSteps(seen.incidents[0]!, unit)).toEqual(['arrive', 'resolve']);
    expect(seen.unit).toMatchObject({ checkedIn: 9, reason: 'patrol' });
  });

  test('end with "done": the crew is free again, and so it is of what somebody else called done', () => {
    const busy = makeUnit({ id: 'u1', availability: 'unavailable', reason: 'onscene', incident: incidentId('i1') });
    const after = (state: 'onscene' | 'resolved', deed: Tap['deed'], body: Tap['body']) => {
      const rows = { incidents: [{ ...withMe('onscene'), id: incidentId('i1'), state }], unit: busy };
      const seen = projectWork(work(rows), [tap(deed, 'incident/i1', body)]);
      return { steps: crewSteps(seen.incidents[0]!, unit), unit: seen.unit! };
    };
    for (const seen of [after('onscene', 'resolve', { unit }), after('resolved', 'leave', { unit })]) {
      expect(seen.steps).toEqual([]);
      expect(seen.unit).toMatchObject({ availability: 'available', reason: 'standby' });
      expect(seen.unit).not.toHaveProperty('incident');
    }
    expect(crewSteps({ ...withMe('onscene'), state: 'resolved' }, unit)).toEqual(['leave']);
    expect(after('onscene', 'resolve', { unit: 'other' }).unit).toEqual(busy);
  });

  test('of a danger follow the own taps too', () => {
    const before = work({ dangers: [makeDanger({ id: 'd1', state: 'ordered' })] });
    const state = (...taps: Tap[]) => projectWork(before, taps).dangers[0]!.state;
    expect(state(tap('danger-start', 'danger/d1'))).toBe('rectifying');
    expect(state(tap('danger-start', 'danger/d1'), tap('danger-rectified', 'danger/d1'))).toBe('recheck');
    expect(state(tap('danger-start', 'danger/other'))).toBe('ordered');
  });

  test('never take a call for help as heard', () => {
    const before = work({ unit: makeUnit({ id: 'u1' }) });
    expect(projectWork(before, [tap('panic', 'unit/u1/panic')]).unit).not.toHaveProperty('panic');
  });

  test('of a task are the own organisation’s alone', () => {
    const task = (id: string, organisation: string, state: 'asked' | 'accepted' | 'done') => ({
      id: id as TaskId,
      organisation: organisation as OrganisationId,
      state,
      lead: false,
      due: 9,
      since: 1,
    });
    const incident = makeIncident({
      tasks: [task('t1', 'ours', 'asked'), task('t2', 'theirs', 'asked'), task('t3', 'ours', 'accepted')],
    });
    expect(ownTasks(incident, 'ours' as OrganisationId).map(({ task: { id }, step }) => [id, step])).toEqual([
      ['t1', 'task-accept'],
      ['t3', 'task-done'],
    ]);
    expect(ownTasks(incident, undefined)).toEqual([]);
  });
});

describe('what goes out', () => {
  test('of a visit: an answer for every item in its order, and photos only of what is not ok', () => {
    const said = visitDone(makeInspection({ id: 'n1' }), [{ id: 'exits' }, { id: 'lamps' }, { id: 'wires' }], {
      wires: { ok: false, note: ' loose ', photo: photo('w') },
      exits: { ok: true, note: 'changed my mind', photo: photo('x') },
      lamps: { ok: false, note: ' ' },
    });
    expect(said.body).toEqual({
      answers: [
        { item: 'exits', ok: true },
        { item: 'lamps', ok: false },
        { item: 'wires', ok: false, note: 'loose' },
      ],
    });
    expect(said.photos?.map(({ at }) => at)).toEqual(['/answers/2/photo']);
  });

  test('of a report: the own position where it is known, else the cell', () => {
    const found = { text: ' Rubble ', address: '', photo: undefined, cell: 'c1', here: null };
    const here = { at: 1, lon: 101.7781234567, lat: 36.61, accuracy: 7 };
    expect(incidentFound('r', 'a/b', { ...found, here }).body).toEqual({
      ref: 'r',
      category: 'a/b',
      text: 'Rubble',
      location: { type: 'Point', coordinates: [101.778123, 36.61] },
    });
    expect(incidentFound('r', 'a/b', found).body).toMatchObject({ cell: 'c1' });
    expect(dangerFound('r', { checklist: 'fire', item: 'exits' }, found).body).toEqual({
      cell: 'c1',
      checklist: 'fire',
      item: 'exits',
      text: 'Rubble',
    });
  });
});
