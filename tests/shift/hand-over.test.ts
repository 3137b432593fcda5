import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Problem } from '#data/contract/problem.ts';
import type { CommandAnswer, HandoverDraft, HandoversAnswer } from '#data/contract/desk-api.ts';
import type { Fact } from '#data/contract/fact.ts';
import type { Snapshot } from '#data/contract/feed.ts';
import type { AlarmId, AreaId } from '#data/contract/ids.ts';
import type { Handover, ShiftEntry } from '#data/contract/shift.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { incidentId, makeIncident } from '../support/make-rows.ts';
import { packCell } from '../support/pack.ts';
import { bodyOf, personAt, type PersonAt } from '../support/people-at.ts';

let app: RunningApp;
let ann: PersonAt, bob: PersonAt, west: PersonAt, officer: PersonAt;
const d1 = 'd1' as AreaId;

beforeAll(async () => {
  app = await startApp();
  ann = await personAt(app);
  bob = await personAt(app, { role: 'admin' });
  west = await personAt(app, { area: d1 });
  officer = await personAt(app, { role: 'officer' });
});
afterAll(() => app.stop());

const keep = (...facts: Fact[]) =>
  app.store.log.append([{ facts: facts.map((fact) => ({ ...fact, at: Date.now() })) }]);
const draft = (who: PersonAt) => bodyOf<HandoverDraft>(who.get('handovers/draft'));
const made = (answer: Promise<Response>) => bodyOf<CommandAnswer>(answer, 201);
const report = (id: string, over: Parameters<typeof makeIncident>[0] = {}) => {
  const {
    number: _n,
    rev: _r,
    state: _s,
    assignments: _a,
    exercise: _e,
    ...incident
  } = makeIncident({ id, areas: ['d0' as AreaId], times: { received: Date.now() }, ...over });
  return keep({ kind: 'incident.reported', series: 'TT26', incident });
};
const shift = async (who = ann) => (await bodyOf<{ entries: ShiftEntry[] }>(who.get('shift'))).entries;
/** Both sign, and what was before is before. */
async function handOver(by = ann, to = bob): Promise<string> {
  const { id } = await made(by.post('handovers', {}));
  await bodyOf(by.post(`handovers/${id}/give`));
  await bodyOf(to.post(`handovers/${id}/take`));
  return id;
}

describe('the shift log', () => {
  beforeEach(() => handOver());

  test('shows lines, the newest first; a promise leaves when it is kept', async () => {
    await made(ann.post('shift', { kind: 'note', text: 'quiet' }));
    const due = Date.now() + HOUR;
    const { id } = await made(bob.post('shift', { kind: 'promise', text: 'call back', due }));
    expect((await shift()).slice(0, 2)).toMatchObject([
      { id, kind: 'promise', due, by: { kind: 'person', id: bob.id } },
      { text: 'quiet', by: { id: ann.id } },
    ]);
    await bodyOf(ann.post(`shift/${id}/kept`, { text: 'called' }));
    expect((await shift()).map((entry) => entry.id)).not.toContain(id);
    expect(await bodyOf<Problem>(bob.post(`shift/${id}/kept`), 409)).toMatchObject({ why: 'kept-already' });
  });

  test('keeps promises over a hand-over, and clears the notes that it covers', async () => {
    const { id } = await made(ann.post('shift', { kind: 'promise', text: 'later', due: Date.now() + HOUR }));
    await made(ann.post('shift', { kind: 'note', text: 'before' }));
    const paper = await made(ann.post('handovers', {}));
    await new Promise((later) => setTimeout(later, 5));
    await made(ann.post('shift', { kind: 'note', text: 'after it was drawn up' }));
    await bodyOf(ann.post(`handovers/${paper.id}/give`));
    await bodyOf(bob.post(`handovers/${paper.id}/take`));
    expect((await shift()).map(({ text }) => text)).toEqual(['after it was drawn up', 'later']);
    await bodyOf(ann.post(`shift/${id}/kept`));
  });

  test.each([
    ['/due', { kind: 'promise', text: 'x' }],
    ['/due', { kind: 'promise', text: 'x', due: 1 }],
    ['/due', { kind: 'note', text: 'x', due: 8e12 }],
    ['/text', { kind: 'note', text: ' ' }],
    ['/incident', { kind: 'note', text: 'x', incident: 'nothing' }],
  ])('takes no line with a wrong %s: %j', async (pointer, body) => {
    const problem = await bodyOf<Problem>(ann.post('shift', body), 422);
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  test('is for supervisors and admins; one of an area keeps their own', async () => {
    expect((await officer.get('shift')).status).toBe(403);
    expect((await officer.post('shift', { kind: 'note', text: 'x' })).status).toBe(403);
    await made(ann.post('shift', { kind: 'note', text: 'of the city' }));
    const { id } = await made(west.post('shift', { kind: 'promise', text: 'of d1', due: Date.now() + HOUR }));
    const east = await personAt(app, { area: 'd0' as AreaId });
    expect((await shift(east)).map(({ text }) => text)).toEqual(['of the city']);
    expect((await east.post(`shift/${id}/kept`)).status).toBe(404);
    expect((await shift()).map(({ text }) => text)).toContain('of d1');
    await bodyOf(west.post(`shift/${id}/kept`));
  });

  test('takes a line once, however often it is sent', async () => {
    const send = () => ann.post('shift', { kind: 'note', text: 'once' }, { 'idempotency-key': 'k1' });
    const first = await made(send());
    expect(await made(send())).toEqual(first);
    expect((await shift()).filter(({ text }) => text === 'once')).toHaveLength(1);
  });
});

describe('the hand-over', () => {
  test('lists what is open, overdue, shelved, promised and unstaffed, and what has changed since', async () => {
    await handOver();
    await report('late', { due: { accept: Date.now() - MINUTE } });
    await report('calm', { priority: 4 });
    await report('done', { priority: 4 });
    await report('far', { areas: [d1] });
    await keep({ kind: 'incident.cancelled', incident: incidentId('done'), rev: 2, reason: 'x' });
    await keep({ kind: 'cell.staffing-changed', cell: packCell(0, 0), staffed: false });
    const alarm = 'a-1' as AlarmId;
    const subject = { kind: 'unit', id: 'u1' } as const;
    await keep({
      kind: 'alarm.raised',
      alarm: { id: alarm, condition: 'unit-silent', subject, priority: 2, areas: [] },
    });
    await keep({ kind: 'alarm.shelved', alarm, until: Date.now() + HOUR });
    const promise = await made(ann.post('shift', { kind: 'promise', text: 'x', due: Date.now() + HOUR }));
    const now = await draft(ann);
    expect(now.items).toEqual({
      open: ['late', 'far', 'calm'],
      overdue: ['late'],
      shelved: [alarm],
      promises: [promise.id],
      gaps: [packCell(0, 0)],
    });
    expect(now.since).toMatchObject({
      reported: 4,
      ended: 1,
      newlyOverdue: ['late'],
      newGaps: [packCell(0, 0)],
      closedGaps: [],
      promisesMade: 1,
      promisesKept: 0,
    });
    expect((await draft(west)).items).toMatchObject({ open: ['far'], overdue: [], promises: [], gaps: [] });
    expect((await draft(west)).since).toMatchObject({ reported: 1, ended: 0 });

    await handOver();
    await bodyOf(ann.post(`shift/${promise.id}/kept`));
    await keep({ kind: 'cell.staffing-changed', cell: packCell(0, 0), staffed: true });
    const next = await draft(ann);
    expect(next.last?.items.open).toEqual(['late', 'far', 'calm']);
    expect(next.since).toMatchObject({ reported: 0, ended: 0, newlyOverdue: [], closedGaps: [packCell(0, 0)] });
    expect(next.since).toMatchObject({ promisesMade: 0, promisesKept: 1 });
  });

  test('counts when two people have signed, who gives first', async () => {
    const { id } = await made(ann.post('handovers', { text: 'all yours' }));
    const take = (who: PersonAt) => who.post(`handovers/${id}/take`);
    const give = (who: PersonAt) => who.post(`handovers/${id}/give`);
    expect(await bodyOf<Problem>(take(bob), 409)).toMatchObject({ why: 'give-first', allowed: ['give'] });
    await bodyOf(give(ann));
    expect(await bodyOf<Problem>(give(bob), 409)).toMatchObject({ why: 'given-already', allowed: ['take'] });
    expect(await bodyOf<Problem>(take(ann), 409)).toMatchObject({ why: 'same-signer' });
    expect((await officer.post(`handovers/${id}/take`)).status).toBe(403);
    expect((await west.post(`handovers/${id}/take`)).status).toBe(404);
    await bodyOf(take(bob));
    expect(await bodyOf<Problem>(take(bob), 409)).toMatchObject({ why: 'taken-already' });
    const { items } = await bodyOf<HandoversAnswer>(ann.get('handovers'));
    expect(items[0]).toMatchObject({
      id,
      text: 'all yours',
      given: { by: { id: ann.id } },
      taken: { by: { id: bob.id } },
    });
  });

  test('reads ever after as it stood when it was drawn up, whatever becomes of what it leaves', async () => {
    await report('frozen', { title: 'Water in the cellar', priority: 2, due: { accept: Date.now() - MINUTE } });
    const due = Date.now() + HOUR;
    const promise = await made(ann.post('shift', { kind: 'promise', text: 'ring the waterworks', due }));
    const { id } = await made(ann.post('handovers', {}));
    const read = () => bodyOf<Handover>(bob.get(`handovers/${id}`));
    const { stood, ...rest } = await read();
    expect(stood!.incidents.find((row) => row.id === 'frozen')).toEqual({
      ...{ id: 'frozen', number: expect.stringMatching(/^TT26-/) as string, priority: 2, state: 'reported' },
      ...{ category: 'public-security/theft', title: 'Water in the cellar' },
    });
    expect(stood!.promises).toContainEqual({ id: promise.id, text: 'ring the waterworks', due });
    expect(stood!.incidents.map((row) => row.id).toSorted()).toEqual(rest.items.open.toSorted());

    await keep({ kind: 'incident.cancelled', incident: incidentId('frozen'), rev: 2, reason: 'x' });
    await bodyOf(ann.post(`shift/${promise.id}/kept`));
    await bodyOf(ann.post(`handovers/${id}/give`));
    await bodyOf(bob.post(`handovers/${id}/take`));
    expect((await read()).stood).toEqual(stood);
    await handOver();
    expect((await read()).stood).toEqual(stood);
    // Lists and boards do without; what the city leaves is not read in one of its areas.
    expect((await bodyOf<HandoversAnswer>(ann.get('handovers'))).items.some((each) => 'stood' in each)).toBe(false);
    expect((await west.get(`handovers/${id}`)).status).toBe(404);
    expect((await officer.get(`handovers/${id}`)).status).toBe(403);
    const old = await made(ann.post('handovers', {}));
    await handOver();
    expect((await ann.get(`handovers/${old.id}`)).status).toBe(404);
  });

  test('that waits is replaced by a newer one', async () => {
    const old = await made(ann.post('handovers', {}));
    await bodyOf(ann.post(`handovers/${old.id}/give`));
    const fresh = await made(bob.post('handovers', {}));
    expect(await bodyOf<Problem>(bob.post(`handovers/${old.id}/take`), 409)).toMatchObject({ why: 'replaced' });
    await bodyOf(bob.post(`handovers/${fresh.id}/give`));
    await bodyOf(ann.post(`handovers/${fresh.id}/take`));
    expect((await bob.post(`handovers/nothing/take`)).status).toBe(404);
  });

  test('is taken once when many would take it at the same time', async () => {
    const { id } = await made(ann.post('handovers', {}));
    await bodyOf(ann.post(`handovers/${id}/give`));
    const answers = await Promise.all(Array.from({ length: 30 }, () => bob.post(`handovers/${id}/take`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('of one area leaves that of the city alone', async () => {
    const city = await made(ann.post('handovers', {}));
    const own = await made(west.post('handovers', {}));
    await bodyOf(west.post(`handovers/${own.id}/give`));
    await bodyOf(ann.post(`handovers/${own.id}/take`));
    await bodyOf(ann.post(`handovers/${city.id}/give`));
    await bodyOf(bob.post(`handovers/${city.id}/take`));
    const past = await bodyOf<HandoversAnswer>(west.get('handovers'));
    expect(past.items.map(({ id }) => id)).toEqual([own.id]);
  });

  test('of the past is read page by page, newest first', async () => {
    const ids = [await handOver(), await handOver(bob, ann), await handOver()].reverse();
    const read: string[] = [];
    let cursor = '';
    do {
      const page = await bodyOf<HandoversAnswer>(ann.get(`handovers?limit=2${cursor}`));
      read.push(...page.items.map(({ id }) => id));
      cursor = page.next === null ? '' : `&cursor=${page.next}`;
    } while (cursor !== '');
    expect(read.slice(0, 3)).toEqual(ids);
    expect(new Set(read).size).toBe(read.length);
    expect((await ann.get('handovers?cursor=nonsense')).status).toBe(422);
  });

  test('of the city is on no board of who is limited to an area, and takes the notes that it covers off theirs too', async () => {
    const note = await made(ann.post('shift', { kind: 'note', text: 'of the city' }));
    await report('of-d0');
    const own = await made(west.post('handovers', { text: 'of d1' }));
    const { id, seq } = await made(ann.post('handovers', { text: 'of everywhere' }));
    /** A snapshot may be a moment old. */
    const seenBy = (who: PersonAt, since: number) =>
      vi.waitFor(
        async () => {
          const snapshot = await bodyOf<Snapshot>(who.get('snapshot'));
          expect(snapshot.seq).toBeGreaterThanOrEqual(since);
          return snapshot.board;
        },
        { timeout: 10_000 },
      );
    const ids = (rows: readonly { id: string }[]) => rows.map((row) => row.id);
    const seen = await seenBy(west, seq);
    expect(seen.handovers.filter(({ area }) => area !== d1)).toEqual([]);
    expect(ids(seen.handovers)).toContain(own.id);
    expect(ids(seen.handovers)).not.toContain(id);
    expect(JSON.stringify(seen)).not.toMatch(/of-d0|of everywhere/);
    expect(ids((await seenBy(ann, seq)).handovers)).toEqual(expect.arrayContaining([own.id, id]));
    expect((await west.get(`handovers/${id}`)).status).toBe(404);
    const read = (paper: string) => bodyOf<Handover>(ann.get(`handovers/${paper}`));
    const [ofD1, ofCity] = [await read(own.id), await read(id)];
    expect(ofD1.area).toBe(d1);
    expect(ofD1.items.open).not.toContain('of-d0');
    expect(ofCity.items.open).toContain('of-d0');
    expect(ids(seen.shift)).toContain(note.id);
    await bodyOf(ann.post(`handovers/${id}/give`));
    const taken = await bodyOf<CommandAnswer>(bob.post(`handovers/${id}/take`));
    for (const who of [west, ann]) expect(ids((await seenBy(who, taken.seq)).shift)).not.toContain(note.id);
  });
});
