import { describe, expect, test } from 'vitest';
import type { BodyOf } from '#data/contract/commands/incident.ts';
import type { OrganisationId, TaskId } from '#data/contract/ids.ts';
import { MAX_TASKS, type Incident, type Task } from '#data/contract/incident.ts';
import { DAY } from '#data/rules/civil-day.ts';
import { decide } from '#data/rules/decide.ts';
import { emptyBoard } from '#data/contract/board.ts';
import { makeIncident } from '../support/make-rows.ts';
import { makePack } from '../support/pack.ts';

const now = Date.UTC(2026, 2, 4, 8);
const made = makePack();
const four = ['committee', 'branch', 'owners', 'property'] as OrganisationId[];
const pack = { ...made, organisations: four.map((id) => ({ ...made.organisations[0]!, id })) };
const context = { actor: { kind: 'person' as const, id: 'ann' }, now, board: emptyBoard, pack };
const task = (organisation: string, over: Partial<Task> = {}): Task => ({
  id: `t-${organisation}` as TaskId,
  organisation: organisation as OrganisationId,
  lead: false,
  due: now + DAY,
  state: 'asked',
  since: now,
  ...over,
});
const triaged = (tasks?: Task[], over: Parameters<typeof makeIncident>[0] = {}) =>
  makeIncident({ state: 'triaged', ...(tasks && { tasks }), ...over });
const link = (incident: Incident, over: Partial<BodyOf<'link'>> = {}) =>
  decide(incident, { name: 'link', body: { organisation: four[0]!, lead: false, ...over } }, context);

describe('four organisations on one incident', () => {
  test('are asked one by one; the first leads unless another is named, and one alone leads', () => {
    expect(link(triaged())).toMatchObject({ value: [{ kind: 'incident.linked', task: { lead: true } }] });
    expect(link(triaged([task('branch', { lead: true })]))).toMatchObject({ value: [{ task: { lead: false } }] });
    expect(link(triaged([task('branch')]))).toMatchObject({ value: [{ task: { lead: true } }] });
    expect(link(triaged([task('branch', { lead: true })]), { lead: true })).toMatchObject({
      refusal: { why: 'has-lead', pointer: '/lead' },
    });
  });

  test('are each asked once, exist, and are not more than can work together', () => {
    expect(link(triaged([task('committee')]))).toMatchObject({ refusal: { why: 'already-linked' } });
    expect(link(triaged(), { organisation: 'nobody' as OrganisationId })).toMatchObject({
      refusal: { why: 'organisation-unknown', pointer: '/organisation' },
    });
    const many = Array.from({ length: MAX_TASKS }, (_, i) => task(`o${i}`));
    expect(link(triaged(many))).toMatchObject({ refusal: { why: 'state' } });
  });

  test('have a deadline of their own: the one named, else as long as the case, and three days at least', () => {
    const dueOf = (answer: ReturnType<typeof link>) =>
      answer.ok && answer.value[0]?.kind === 'incident.linked' ? answer.value[0].task.due : NaN;
    expect(dueOf(link(triaged(), { due: now + 5 }))).toBe(now + 5);
    expect(dueOf(link(triaged(undefined, { due: { resolve: now + 9 * DAY } })))).toBe(now + 9 * DAY);
    expect(dueOf(link(triaged()))).toBe(now + 3 * DAY);
    expect(link(triaged(), { due: now })).toMatchObject({ refusal: { why: 'until-past', pointer: '/due' } });
  });

  test('accept, do and sign off their own part, each step once', () => {
    const step = (name: 'task-accept' | 'task-done', state: Task['state'], id = 't-branch') =>
      decide(triaged([task('branch', { state })]), { name, body: { task: id as TaskId } }, context);
    expect(step('task-accept', 'asked')).toMatchObject({
      value: [{ kind: 'incident.task-accepted', task: 't-branch' }],
    });
    expect(step('task-done', 'asked')).toMatchObject({ value: [{ kind: 'incident.task-done' }] });
    expect(step('task-done', 'done')).toMatchObject({ refusal: { why: 'state' } });
    expect(step('task-done', 'asked', 'other')).toMatchObject({ refusal: { why: 'task-unknown', pointer: '/task' } });
  });

  test('all sign off before the case is closed, or it says why not and who had not', () => {
    const close = (tasks: Task[], reason?: string) =>
      decide(
        makeIncident({ state: 'verified', tasks }),
        { name: 'close', body: reason === undefined ? {} : { reason } },
        context,
      );
    const half = [task('committee', { state: 'done' }), task('branch', { state: 'accepted' })];
    expect(close(half)).toMatchObject({ refusal: { why: 'tasks-open', pointer: '/reason' } });
    expect(close(half, 'the branch was dissolved')).toMatchObject({
      value: [{ kind: 'incident.closed', unsigned: ['t-branch'], reason: 'the branch was dissolved' }],
    });
    const closed = close([task('committee', { state: 'done' })]);
    expect(closed).toMatchObject({ ok: true });
    expect(closed.ok && closed.value[0]).not.toHaveProperty('unsigned');
  });
});

describe('a case that is taken up', () => {
  const escalate = (level: 1 | 2 | 3 | undefined, present?: 1 | 2 | 3) =>
    decide(
      triaged(undefined, present ? { escalation: { level: present, since: 1 } } : {}),
      { name: 'escalate', body: { reason: 'late', ...(level && { level }) } },
      context,
    );

  test('goes to the next level, or to the one named, and never down', () => {
    expect(escalate(undefined)).toMatchObject({ value: [{ level: 1 }] });
    expect(escalate(undefined, 1)).toMatchObject({ value: [{ level: 2 }] });
    expect(escalate(3, 1)).toMatchObject({ value: [{ level: 3 }] });
    expect(escalate(1, 2)).toMatchObject({ refusal: { why: 'level-passed', pointer: '/level' } });
    expect(escalate(undefined, 3)).toMatchObject({ refusal: { why: 'state' } });
  });
});
