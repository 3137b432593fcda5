import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { OrganisationId } from '#data/contract/ids.ts';
import { unitId } from '../support/make-rows.ts';
import { east, openHttpDay, west } from './http-day.ts';

const organisation = 'd0s0c0-committee' as OrganisationId;

describe('a command over HTTP', () => {
  test('is answered with the seq and the revision that it made, and stands on record with who gave it', async () => {
    const day = await openHttpDay();
    const ann = await day.as();
    const id = await day.report();
    const answer = await ann.post(`incidents/${id}/triage`, { priority: 1, reason: 'a child is hurt' });
    expect(answer).toMatchObject({ status: 200, body: { id, rev: 2 } });
    expect(answer.headers.get('etag')).toBe('"2"');
    const [fact] = (await day.app.store.incidents.timeline(id)).slice(-1);
    expect(fact).toMatchObject({ by: { kind: 'person', id: ann.person.id }, seq: answer.body.seq, priority: 1 });
  });

  test('needs no body where it has nothing to say', async () => {
    const day = await openHttpDay();
    const ann = await day.as();
    const id = await day.report();
    expect(await ann.post(`incidents/${id}/triage`)).toMatchObject({ status: 200 });
  });

  test('that the state does not allow is a problem with the state, what it would allow, and where the thing is', async () => {
    const day = await openHttpDay();
    const ann = await day.as();
    const id = await day.report();
    const { status, body, headers } = await ann.post(`incidents/${id}/close`, {});
    expect(status).toBe(409);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({
      why: 'state',
      state: 'reported',
      rev: 1,
      allowed: expect.arrayContaining(['triage']),
    });
  });

  test('that the state does not allow is that, whatever its body lacks', async () => {
    const day = await openHttpDay();
    const ann = await day.as();
    const id = await day.report();
    for (const [name, body] of Object.entries({ assign: {}, arrive: {}, reopen: {}, close: { reason: 7 } }))
      expect(await ann.post(`incidents/${id}/${name}`, body)).toMatchObject({
        status: 409,
        body: { why: 'state', state: 'reported', allowed: expect.arrayContaining(['triage']) },
      });
    expect(await ann.post(`incidents/${id}/note`, {})).toMatchObject({ status: 422 });
  });

  test('of a crew means the only unit that is sent, and asks which where there are two', async () => {
    const day = await openHttpDay();
    const ann = await day.as();
    const id = await day.report();
    await day.addUnits('u1', 'u2');
    await ann.post(`incidents/${id}/triage`);
    await ann.post(`incidents/${id}/assign`, { unit: 'u1' });
    expect(await ann.post(`incidents/${id}/arrive`)).toMatchObject({ status: 200 });
    expect(day.app.board().incidents.get(id as never)!.assignments).toMatchObject([{ unit: 'u1', state: 'onscene' }]);
    await ann.post(`incidents/${id}/assign`, { unit: 'u2' });
    expect(await ann.post(`incidents/${id}/unassign`)).toMatchObject({
      status: 422,
      body: { why: 'which-unit', errors: [{ pointer: '/unit' }] },
    });
  });

  test('that asks for an older revision is refused with the newer one', async () => {
    const day = await openHttpDay();
    const ann = await day.as();
    const id = await day.report();
    await ann.post(`incidents/${id}/note`, { text: 'called back' });
    expect(await ann.post(`incidents/${id}/triage`, {}, { 'if-match': '"1"' })).toMatchObject({
      status: 409,
      body: { why: 'stale', rev: 2, state: 'reported' },
    });
    expect((await ann.post(`incidents/${id}/triage`, {}, { 'if-match': '"2"' })).status).toBe(200);
  });

  test.each(['7', 'W/"7"', '"x"', '"0"', '*', '"1","2"'])('with If-Match: %s is unreadable', async (seen) => {
    const day = await openHttpDay();
    const ann = await day.as();
    const id = await day.report();
    expect((await ann.post(`incidents/${id}/triage`, {}, { 'if-match': seen })).status).toBe(400);
  });

  test('is told of every wrong header and field, and never hears its values again', async () => {
    const day = await openHttpDay();
    const ann = await day.as();
    const id = await day.report();
    const long = await ann.post(`incidents/${id}/triage`, {}, { 'idempotency-key': 'x'.repeat(129) });
    expect(long).toMatchObject({ status: 422, body: { errors: [{ pointer: '/headers/idempotency-key' }] } });
    const wrong = await ann.post(`incidents/${id}/triage`, { priority: 'planted', extra: 1 });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/priority' }, { pointer: '/extra' }] } });
    expect(JSON.stringify(wrong.body)).not.toContain('planted');
    expect((await ann.post(`incidents/${id}/note`, { text: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await ann.post(`incidents/${id}/note`, {}, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await ann.post(`incidents/${id}/explode`, {})).status).toBe(404);
    expect((await ann.post(`incidents/${id}/__proto__`, {})).status).toBe(404);
    expect((await ann.post('units/u1/status', {}, { 'if-match': '"1"' })).status).toBe(400);
  });

  test('under a key given before is the same command with the same answer, also after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'watchfloor-desk-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const key = { 'idempotency-key': 'k 1' };
    const first = await (async () => {
      const day = await openHttpDay({ folder });
      const ann = await day.as({ id: 'ann' as never });
      const id = await day.report();
      await day.addUnits('u1', 'u2');
      await ann.post(`incidents/${id}/triage`, {});
      const given = await ann.post(`incidents/${id}/assign`, { unit: 'u1' }, key);
      expect(given).toMatchObject({ status: 200, body: { rev: 3 } });
      expect((await ann.post(`incidents/${id}/assign`, { unit: 'u1' }, key)).body).toEqual(given.body);
      await day.app.stop();
      return { id, given };
    })();
    const day = await openHttpDay({ folder });
    const ann = await day.as({ id: 'ann' as never });
    const again = await ann.post(`incidents/${first.id}/assign`, { unit: 'u1' }, { ...key, 'if-match': '"2"' });
    expect(again).toMatchObject({ status: 200, body: first.given.body });
    const other = await ann.post(`incidents/${first.id}/assign`, { unit: 'u2' }, key);
    expect(other).toMatchObject({ status: 200, body: { rev: 4 } });
  });
});

describe('an incident that leaves the desk', () => {
  test('is referred to somebody who is named, and the timeline says to whom', async () => {
    const day = await openHttpDay();
    const boss = await day.as();
    const id = await day.report();
    for (const body of [{}, { to: ' ' }, { reason: 'not ours' }])
      expect((await boss.post(`incidents/${id}/refer`, body)).body).toMatchObject({
        status: 422,
        errors: [{ pointer: '/to' }],
      });
    expect((await boss.post(`incidents/${id}/refer`, { to: 'Water company' })).status).toBe(200);
    const { timeline } = (await boss.get(`incidents/${id}`)).body as { timeline: object[] };
    expect(timeline.at(-1)).toMatchObject({ kind: 'incident.referred', to: 'Water company' });
  });

  test('is closed over a missing sign-off only with a reason, which stands on record with who had not signed', async () => {
    const day = await openHttpDay();
    const [boss, second] = [await day.as(), await day.as()];
    const id = await day.report();
    await boss.post(`incidents/${id}/triage`, {});
    await boss.post(`incidents/${id}/link`, { organisation });
    const [task] = (await day.app.store.incidents.get(id))!.tasks!;
    await boss.post(`incidents/${id}/resolve`, {});
    await second.post(`incidents/${id}/verify`, {});
    expect((await boss.post(`incidents/${id}/close`, {})).body).toMatchObject({
      status: 422,
      why: 'tasks-open',
      errors: [{ pointer: '/reason' }],
    });
    expect((await boss.post(`incidents/${id}/close`, { reason: 'dissolved' })).status).toBe(200);
    const [last] = (await day.app.store.incidents.timeline(id)).slice(-1);
    expect(last).toMatchObject({ kind: 'incident.closed', unsigned: [task!.id], reason: 'dissolved' });
  });
});

describe('who may not', () => {
  test('know of an incident is told that there is none; who sees it without the right is told that', async () => {
    const day = await openHttpDay();
    const id = await day.report({ areas: east });
    const elsewhere = await day.as({ area: west[0]! });
    expect((await elsewhere.post(`incidents/${id}/triage`, {})).status).toBe(404);
    expect((await elsewhere.post(`incidents/${id}/triage`, { priority: 9 })).status).toBe(404);
    const officer = await day.as({ role: 'officer' });
    expect(await officer.post(`incidents/${id}/triage`, {})).toMatchObject({ status: 403 });
    expect((await officer.post(`incidents/${id}/note`, { text: 'seen' })).status).toBe(200);
    expect((await (await day.as({ role: 'analyst' })).post(`incidents/${id}/note`, { text: 'x' })).status).toBe(403);
    const token = await day.app.addView('admin');
    const program = await fetch(`${day.app.url}/api/v1/incidents/${id}/triage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(program.status).toBe(403);
    expect((await fetch(`${day.app.url}/api/v1/incidents/${id}/triage`, { method: 'POST' })).status).toBe(401);
  });

  test('speak for another crew or organisation: an officer does their own part alone', async () => {
    const day = await openHttpDay();
    await day.addUnits('u1', 'u2');
    const id = await day.report();
    const boss = await day.as();
    const mine = await day.as({ role: 'officer', unit: unitId('u1') });
    const committee = await day.as({ role: 'officer', organisation });
    await boss.post(`incidents/${id}/triage`, {});
    for (const unit of ['u1', 'u2']) await boss.post(`incidents/${id}/assign`, { unit });
    const linked = await boss.post(`incidents/${id}/link`, { organisation });
    expect(linked.status).toBe(200);
    const [task] = (await day.app.store.incidents.get(id))!.tasks!;

    expect((await mine.post(`incidents/${id}/accept`, { unit: 'u2' })).status).toBe(403);
    expect((await mine.post(`incidents/${id}/accept`, { unit: 'u1' })).status).toBe(200);
    expect((await mine.post(`incidents/${id}/task-accept`, { task: task!.id })).status).toBe(403);
    expect((await committee.post(`incidents/${id}/accept`, { unit: 'u1' })).status).toBe(403);
    expect((await committee.post(`incidents/${id}/task-accept`, { task: task!.id })).status).toBe(200);
    expect((await mine.post('units/u2/status', { availability: 'conditional', reason: 'meal' })).status).toBe(403);
    expect((await mine.post('units/u1/check-in')).status).toBe(200);
    expect((await mine.post(`incidents/${id}/resolve`)).status).toBe(200);
  });

  test('a retry of what was done in time is answered as then, though the right has gone meanwhile', async () => {
    const day = await openHttpDay();
    await day.addUnits('u1');
    const id = await day.report();
    const boss = await day.as();
    const mine = await day.as({ role: 'officer', unit: unitId('u1') });
    await boss.post(`incidents/${id}/triage`, {});
    await boss.post(`incidents/${id}/assign`, { unit: 'u1' });
    const done = await mine.post(`incidents/${id}/resolve`, {}, { 'idempotency-key': 'r' });
    await boss.post(`incidents/${id}/unassign`, { unit: 'u1' });
    expect((await mine.post(`incidents/${id}/resolve`, {}, { 'idempotency-key': 'r' })).body).toEqual(done.body);
    expect((await mine.post(`incidents/${id}/resolve`, {})).status).toBe(403);
  });
});
