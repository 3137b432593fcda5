import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '#data/contract/problem.ts';
import type { CommandAnswer, DisputeAnswer, DisputesAnswer } from '#data/contract/desk-api.ts';
import type { AreaId } from '#data/contract/ids.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { packCell } from '../support/pack.ts';
import { bodyOf, personAt, type PersonAt } from '../support/people-at.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-station-'));
let app: RunningApp;
let ann: PersonAt, mei: PersonAt, boss: PersonAt;
const quarrel = {
  kind: 'neighbours',
  cell: packCell(0, 0),
  parties: [{ name: 'Zhao' }, { name: 'Qian' }],
  summary: 'Noise at night',
};
const register = (who = ann, body: unknown = quarrel, headers = {}) => who.post('disputes', body, headers);
const open = async () => (await bodyOf<CommandAnswer>(register(), 201)).id;

beforeAll(async () => {
  app = await startApp({ folder });
  ann = await personAt(app, { role: 'officer' });
  mei = await personAt(app, { role: 'officer' });
  boss = await personAt(app, { role: 'supervisor' });
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

describe('a dispute', () => {
  test('is handled by whoever registers it and by its mediator, and by nobody else', async () => {
    const id = await open();
    const path = `disputes/${id}`;
    const first = await bodyOf<DisputeAnswer>(ann.get(path));
    expect(first.content).toMatchObject({ handlers: [ann.id], number: expect.stringMatching(/^TV\d\d-D\d+$/) });
    expect(first.allowed).toContain('screen');
    for (const stranger of [mei, boss]) {
      expect((await stranger.get(path)).status).toBe(404);
      expect((await stranger.post(`${path}/note`, { text: 'let me in' })).status).toBe(404);
    }
    await bodyOf(ann.post(`${path}/screen`));
    await bodyOf(ann.post(`${path}/accept`, { mediator: mei.id }));
    const seen = await bodyOf<DisputeAnswer>(mei.get(path));
    expect(seen.content?.mediator).toBe(mei.id);
    expect(seen.timeline.map(({ kind }) => kind)).toEqual(['dispute.registered', 'dispute.moved', 'dispute.moved']);
    expect((await boss.get(path)).status).toBe(404);
  });

  test('is counted for everybody, listed for its handlers', async () => {
    const id = await open();
    const own = await bodyOf<DisputesAnswer>(ann.get('disputes'));
    const other = await bodyOf<DisputesAnswer>(boss.get('disputes'));
    expect(other.counts).toEqual(own.counts);
    expect(own.items.map((item) => item.id)).toContain(id);
    expect(other.items).toEqual([]);
    const far = await personAt(app, { role: 'supervisor', area: 'd1' as AreaId });
    expect((await bodyOf<DisputesAnswer>(far.get('disputes'))).counts).toEqual([]);
  });

  test('whose reading is on record', async () => {
    const id = await open();
    await bodyOf(ann.get(`disputes/${id}`));
    const looks = await app.store.records.about(`person/${ann.id}`, { limit: 20 });
    expect(looks).toContainEqual(expect.objectContaining({ kind: 'audit.looked', what: 'dispute', id }));
  });

  test('does not take a command that its state does not know, nor one on an old revision', async () => {
    const path = `disputes/${await open()}`;
    const early = await bodyOf<Problem>(ann.post(`${path}/agree`, { agreement: 'so' }), 409);
    expect(early).toMatchObject({
      why: 'state',
      state: 'registered',
      rev: 1,
      allowed: expect.arrayContaining(['screen']),
    });
    await bodyOf(ann.post(`${path}/screen`, {}, { 'if-match': '"1"' }));
    const late = await bodyOf<Problem>(ann.post(`${path}/note`, { text: 'late' }, { 'if-match': '"1"' }), 409);
    expect(late).toMatchObject({ why: 'stale', rev: 2 });
    expect((await ann.post(`${path}/dance`, {})).status).toBe(404);
  });

  test('takes one of many conflicting commands', async () => {
    const path = `disputes/${await open()}`;
    await bodyOf(ann.post(`${path}/screen`));
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => ann.post(`${path}/${i % 2 ? 'decline' : 'refer'}`, { text: `try ${i}` })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect((await bodyOf<DisputeAnswer>(ann.get(path))).timeline).toHaveLength(3);
  });

  test.each([
    ['/cell', { ...quarrel, cell: 'nowhere' }],
    ['/parties', { ...quarrel, parties: [{ name: ' ' }] }],
    ['/summary', { ...quarrel, summary: '' }],
    ['/kind', { ...quarrel, kind: 'war' }],
    ['/more', { ...quarrel, more: 1 }],
  ])('is not registered with a wrong %s', async (pointer, body) => {
    const problem = await bodyOf<Problem>(register(ann, body), 422);
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  test('needs a mediator who works here and mediates', async () => {
    const path = `disputes/${await open()}`;
    await bodyOf(ann.post(`${path}/screen`));
    const gone = await app.signIn({ role: 'officer', left: true });
    const analyst = await personAt(app, { role: 'analyst' });
    for (const mediator of ['nobody', analyst.id, gone.person.id]) {
      const problem = await bodyOf<Problem>(ann.post(`${path}/accept`, { mediator }), 422);
      expect(problem.errors?.[0]?.pointer).toBe('/mediator');
    }
  });

  test('cannot be registered outside of one’s area, nor by an analyst, nor with a token', async () => {
    const west = await personAt(app, { role: 'officer', area: 'd1' as AreaId });
    expect((await register(west)).status).toBe(422);
    expect((await register(await personAt(app, { role: 'analyst' }))).status).toBe(403);
    const token = await app.addView('supervisor');
    const answer = await fetch(`${app.url}/api/v1/disputes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(quarrel),
    });
    expect(answer.status).toBe(403);
  });

  test('is registered once and moved once, whatever is sent again, even after a restart', async () => {
    const key = { 'idempotency-key': 'first-try' };
    const made = await bodyOf<CommandAnswer>(register(ann, quarrel, key), 201);
    expect(await bodyOf<CommandAnswer>(register(ann, quarrel, key), 201)).toEqual(made);
    const screen = () => ann.post(`disputes/${made.id}/screen`, {}, { 'idempotency-key': 'k2' });
    const moved = await bodyOf<CommandAnswer>(screen());
    await app.stop();
    app = await startApp({ folder });
    ann = await personAt(app, { id: ann.id, role: 'officer' });
    boss = await personAt(app, { role: 'supervisor' });
    expect(await bodyOf<CommandAnswer>(screen())).toEqual(moved);
    expect(await bodyOf<CommandAnswer>(register(ann, quarrel, key), 201)).toEqual(made);
    expect((await bodyOf<DisputeAnswer>(ann.get(`disputes/${made.id}`))).rev).toBe(2);
  });

  test('that is over can still be read by its handlers, and takes nothing more', async () => {
    const id = await open();
    await bodyOf(ann.post(`disputes/${id}/withdraw`, { text: 'they made up' }));
    expect(app.board().disputes.has(id as never)).toBe(false);
    const file = await bodyOf<DisputeAnswer>(ann.get(`disputes/${id}`));
    expect(file).toMatchObject({ state: 'withdrawn', allowed: [] });
    expect((await ann.post(`disputes/${id}/note`, { text: 'more' })).status).toBe(409);
    expect((await boss.get(`disputes/${id}`)).status).toBe(404);
  });
});
