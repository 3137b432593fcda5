import { describe, expect, test } from 'vitest';
import { emptyBoard } from '#data/contract/board.ts';
import { incidentCommands, type IncidentCommand, type IncidentCommandName } from '#data/contract/commands/incident.ts';
import { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { MAX_WORDS, type Owed } from '#data/contract/owed.ts';
import { foldIncident } from '#data/fold/fold-incident.ts';
import { alarmsFor } from '#data/rules/alarm-conditions.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { decide } from '#data/rules/decide.ts';
import { callersOf, callsDue, MOST_CALLS, owedStep } from '#data/rules/reply-loop.ts';
import { incidentId, makeBoard, makeIncident } from '../support/make-rows.ts';
import { makePack } from '../support/pack.ts';

const pack = makePack();
const now = Date.UTC(2026, 2, 4, 8);

/** A case, and what commands make of it. */
function given(over: Parameters<typeof makeIncident>[0] = {}) {
  let row: Incident = makeIncident({
    state: 'verified',
    times: { received: now - DAY, resolved: now },
    owed: {},
    ...over,
  });
  let at = now;
  const give = (name: IncidentCommandName, body: object = {}) => {
    at += HOUR;
    const command = { name, body: incidentCommands[name].body.parse(body) } as IncidentCommand;
    const decided = decide(row, command, { actor: { kind: 'person', id: 'ann' }, now: at, board: emptyBoard, pack });
    if (!decided.ok) return decided.refusal;
    for (const fact of decided.value) row = foldIncident(row, LoggedFact.parse({ ...fact, at, seq: 1 as Seq }))!;
    return decided.value.map(({ kind }) => kind);
  };
  return { give, row: () => row, now: () => at };
}

const done = { outcome: 'done', text: 'The lamp has been changed.' };
const planned = { outcome: 'planned', text: 'The lamp comes on Monday.', due: now + 5 * DAY };
const handedOver = { outcome: 'handed-over', text: 'The water company has it.', to: 'Water company' };
const notDone = {
  outcome: 'not-done',
  text: 'The tree stays.',
  reason: 'It is healthy.',
  decidedBy: 'Park office',
};

describe('a case whose channel owes an answer', () => {
  test('is not closed before whoever reported has been told; one that owes none is, as ever', () => {
    expect(given().give('close')).toEqual({ why: 'reply-owed' });
    expect(given({ owed: undefined }).give('close')).toEqual(['incident.closed']);
    expect(given({ owed: undefined }).give('reply', done)).toEqual({ why: 'state' });
    const day = given();
    expect(day.give('reply', done)).toEqual(['incident.replied']);
    expect(day.give('close')).toEqual(['incident.closed']);
  });

  test('ends as it was told: handed over to a named receiver, or not done for a reason', () => {
    const working = { state: 'triaged', times: { received: now } } as const;
    for (const [reply, how, wrongly] of [
      [handedOver, 'refer', 'cancel'],
      [notDone, 'cancel', 'refer'],
    ] as const) {
      const bodies = { refer: { to: 'Water company' }, cancel: { reason: 'stays' } };
      const day = given(working);
      expect(day.give(how, bodies[how])).toEqual({ why: 'reply-owed' });
      day.give('reply', reply);
      expect(day.give(wrongly, bodies[wrongly])).toEqual({ why: 'reply-owed' });
      expect(day.give(how, bodies[how])).toHaveLength(1);
    }
  });

  test('is only told as what is true, with what belongs to it', () => {
    const day = given({ state: 'onscene' });
    expect(day.give('reply', done)).toEqual({ why: 'not-done-yet', pointer: '/outcome' });
    expect(day.give('reply', { ...planned, due: undefined })).toEqual({ why: 'due-missing', pointer: '/due' });
    expect(day.give('reply', { ...planned, due: now - 1 })).toEqual({ why: 'until-past', pointer: '/due' });
    expect(day.give('reply', { ...planned, due: now + 999 * DAY })).toEqual({ why: 'until-far', pointer: '/due' });
    expect(day.give('reply', { ...handedOver, to: undefined })).toEqual({ why: 'receiver-missing', pointer: '/to' });
    expect(day.give('reply', { ...notDone, reason: undefined })).toEqual({ why: 'reason-missing', pointer: '/reason' });
    expect(day.give('reply', { ...notDone, decidedBy: undefined })).toEqual({
      why: 'decider-missing',
      pointer: '/decidedBy',
    });
    expect(day.give('reply', { ...notDone, to: 'x' })).toEqual({ why: 'contradiction', pointer: '/to' });
    expect(day.give('reply', planned)).toEqual(['incident.replied']);
  });

  test('that is planned for a day is told again on that day, and not over before', () => {
    const day = given();
    day.give('reply', planned);
    expect(owedStep(day.row())).toEqual({ step: 'reply', due: planned.due });
    expect(day.give('close')).toEqual({ why: 'reply-owed' });
    day.give('reply', done);
    expect(owedStep(day.row())).toBeNull();
  });

  test('is called back where a number was left: again after a day when nobody answered, thrice at most', () => {
    expect(owedStep(given().row())).toEqual({ step: 'reply', due: now + DAY });
    const day = given({ owed: { callable: true } });
    day.give('reply', done);
    expect(owedStep(day.row())).toEqual({ step: 'call-back', due: day.now() + 2 * DAY });
    expect(day.give('close')).toEqual({ why: 'call-back-owed', pointer: '/reason' });
    expect(day.give('call-back', { reached: false, satisfied: true })).toEqual({
      why: 'not-reached',
      pointer: '/satisfied',
    });
    for (let i = 0; i < MOST_CALLS; i++) {
      day.give('call-back', { reached: false });
      expect(owedStep(day.row())).toEqual(i + 1 < MOST_CALLS ? { step: 'call-back', due: day.now() + DAY } : null);
    }
    expect(day.give('close')).toEqual(['incident.closed']);
    const over = given({ owed: { callable: true } });
    over.give('reply', done);
    expect(over.give('close', { reason: 'they are abroad' })).toEqual(['incident.closed']);
  });

  test('whose call back finds them satisfied is over; one to three stars of five tell who is', () => {
    const day = given({ owed: { callable: true } });
    day.give('reply', done);
    expect(day.give('call-back', { reached: true, satisfied: true, text: 'thanks' })).toEqual([
      'incident.called-back',
      'incident.rated',
    ]);
    expect(owedStep(day.row())).toBeNull();
    expect(day.row().owed?.rating).toMatchObject({ satisfied: true });
    for (const [stars, satisfied] of [
      [1, false],
      [2, false],
      [3, true],
      [5, true],
    ] as const) {
      const rated = given({ state: 'onscene' });
      rated.give('reply', planned);
      rated.give('rate', { stars });
      expect(rated.row().owed?.rating).toMatchObject({ stars, satisfied });
    }
    expect(day.give('rate', {})).toEqual({ why: 'rating-missing', pointer: '/satisfied' });
    expect(day.give('rate', { stars: 1, satisfied: true })).toEqual({ why: 'contradiction', pointer: '/stars' });
  });

  test('comes back with its history when they are not satisfied, open or closed, and owes a new reply', () => {
    for (const ends of [[], ['close']] as const) {
      const day = given();
      day.give('reply', done);
      for (const name of ends) day.give(name);
      expect(day.give('rate', { satisfied: false, text: 'still dark' })).toEqual([
        'incident.rated',
        'incident.reopened',
      ]);
      expect(day.row()).toMatchObject({ state: 'triaged', rev: expect.any(Number), owed: { returns: 1 } });
      expect(day.row().owed?.reply).toBeUndefined();
      expect(day.row().owed?.words).toHaveLength(1);
      expect(day.give('cancel', { reason: 'no' })).toEqual({ why: 'reply-owed' });
    }
  });

  test('comes back at any word after its end, whichever end; before it the word waits for a reply', () => {
    const cancelled = given({ state: 'triaged', times: { received: now } });
    cancelled.give('reply', notDone);
    cancelled.give('cancel', { reason: 'stays' });
    expect(cancelled.give('word', { text: 'it has fallen' })).toEqual(['incident.worded', 'incident.reopened']);
    const open = given();
    open.give('reply', done);
    expect(open.give('word', { text: 'the other lamp too' })).toEqual(['incident.worded']);
    expect(owedStep(open.row())).toEqual({ step: 'reply', due: open.now() + DAY });
    expect(open.give('close')).toEqual({ why: 'reply-owed' });
    expect(open.give('word', { text: 'no', reopen: true })).toEqual(['incident.worded', 'incident.reopened']);
  });

  test('takes what they add before any reply as no objection, and twenty objections at most', () => {
    const day = given({ state: 'onscene' });
    day.give('word', { text: 'the second floor' });
    expect(day.row().owed).toEqual({});
    const full = given({ owed: { words: Array.from({ length: MAX_WORDS }, (_, i) => i) } });
    expect(full.give('word', { text: 'again' })).toEqual({ why: 'too-many-words' });
  });

  test('is owed too by the case that it is a duplicate of', () => {
    const into = makeIncident({ id: 'i2', state: 'verified' });
    const board = makeBoard({ incidents: [into] });
    const context = { actor: { kind: 'person' as const, id: 'ann' }, now, board, pack };
    const merge = (owed: Owed | undefined) =>
      decide(makeIncident({ state: 'triaged', owed }), { name: 'merge', body: { into: into.id } }, context);
    expect(merge({})).toMatchObject({
      value: [
        { kind: 'incident.merged' },
        { kind: 'incident.answer-owed', incident: into.id, rev: 2, others: [{ id: 'i1', number: 'TT26-1' }] },
      ],
    });
    const others = [{ id: incidentId('i0'), number: 'TT26-0', callable: true as const, heard: true as const }];
    expect(merge({ callable: true, others })).toMatchObject({
      value: [
        {},
        {
          others: [
            { id: 'i1', callable: true },
            { id: 'i0', callable: true },
          ],
        },
      ],
    });
    expect(merge({ onlyOthers: true, others })).toMatchObject({ value: [{}, { others: [{ id: 'i0' }] }] });
    expect(merge(undefined)).toMatchObject({ value: [{ kind: 'incident.merged' }] });
  });
});

describe('a case that several reported', () => {
  const other = (id: string, callable = true) => ({
    id: incidentId(id),
    number: `TT26-${id}`,
    ...(callable && { callable: true as const }),
  });

  test('is told once, and everybody who left a number is called back once', () => {
    const day = given({ owed: { callable: true, others: [other('i2'), other('i3', false)] } });
    expect(day.give('reply', done)).toEqual(['incident.replied']);
    const waiting = () => callsDue(day.row()).map(({ id = 'i1' }) => id);
    expect(waiting()).toEqual(['i1', 'i2']);
    day.give('call-back', { reached: true, satisfied: true });
    expect(waiting()).toEqual(['i2']);
    expect(day.give('close')).toEqual({ why: 'call-back-owed', pointer: '/reason' });
    expect(day.give('call-back', { reached: true, from: 'i9' })).toEqual({ why: 'caller-unknown', pointer: '/from' });
    day.give('call-back', { reached: true, from: 'i2' });
    expect(waiting()).toEqual([]);
    day.give('reply', done);
    expect(waiting()).toEqual(['i1', 'i2']);
    day.give('rate', { satisfied: true, from: 'i2' });
    expect(waiting()).toEqual(['i1']);
  });

  test('and whose own channel owes no answer calls those who reported the same', () => {
    const day = given({ owed: { onlyOthers: true, others: [other('i2'), other('i3')] } });
    day.give('reply', done);
    day.give('call-back', { reached: true });
    expect(callsDue(day.row()).map(({ id }) => id)).toEqual(['i3']);
    day.give('call-back', { reached: true, satisfied: false, from: 'i3' });
    expect(day.row()).toMatchObject({ state: 'triaged', owed: { onlyOthers: true, returns: 1 } });
    expect(callersOf(day.row())).toEqual([other('i2'), other('i3')]);
  });
});

describe('whoever reported', () => {
  const found = (incident: Incident, at: number) =>
    alarmsFor(makeBoard({ incidents: [incident] }), at, pack).map(({ alarm }) => alarm.condition);

  test('and waits too long for a reply or a call raises an alarm', () => {
    const day = given({ owed: { callable: true } });
    expect(found(day.row(), now + DAY)).toEqual([]);
    expect(found(day.row(), now + DAY + 1)).toEqual(['answer-overdue']);
    day.give('reply', done);
    expect(found(day.row(), now + 2 * DAY)).toEqual([]);
    expect(found(day.row(), day.now() + 2 * DAY + 1)).toEqual(['answer-overdue']);
  });

  test('and objects twice raises an alarm that stands until they have a reply again', () => {
    const day = given();
    day.give('reply', done);
    day.give('word', { text: 'still dark' });
    expect(found(day.row(), day.now())).toEqual([]);
    day.give('word', { text: 'still dark!', reopen: true });
    expect(found(day.row(), day.now())).toContain('answer-disputed');
    day.give('reply', planned);
    expect(found(day.row(), day.now())).not.toContain('answer-disputed');
  });
});
