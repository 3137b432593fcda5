import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandAnswer } from '#data/contract/desk-api.ts';
import type { Problem } from '#data/contract/problem.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import type { Store } from '#server/store/store.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { incidentId, makeIncident } from '../support/make-rows.ts';
import { linkTo } from '../support/nodes/linked-store.ts';
import { bodyOf, personAt, type PersonAt } from '../support/people-at.ts';

/** Two nodes on one store that hear of each other only when the bell is rung. */
let here: RunningApp;
let there: RunningApp;
let ann: PersonAt, bob: PersonAt;
const unheard: (() => void)[] = [];
const ring = () => unheard.splice(0).forEach((hear) => hear());

beforeAll(async () => {
  let whole: Store;
  const linked = () => linkTo(whole, (hear) => void unheard.push(hear)).store;
  here = await startApp({ around: (store) => ((whole = store), linked()) });
  there = await startApp({ beside: here, around: linked });
  [ann, bob] = [await personAt(here), await personAt(there)];
});
afterAll(async () => {
  await there.stop();
  await here.stop();
});

async function report(id: string): Promise<string> {
  const now = Date.now();
  const made = makeIncident({ id, reportedAt: now, times: { received: now } });
  const { number: _n, rev: _r, state: _s, assignments: _a, exercise: _e, ...incident } = made;
  await here.store.log.append([{ facts: [{ kind: 'incident.reported', series: 'TT26', incident, at: now }] }]);
  return incidentId(id);
}

describe('a node that hears of the others late', () => {
  test('signs a hand-over that was drawn up elsewhere just now, and the other one takes it', async () => {
    const { id } = await bodyOf<CommandAnswer>(ann.post('handovers', {}), 201);
    expect(there.board().handovers.has(id as never)).toBe(false);
    await bodyOf(bob.post(`handovers/${id}/give`));
    await bodyOf(ann.post(`handovers/${id}/take`));
  });

  test('finds what was made elsewhere just now', async () => {
    const promise = { kind: 'promise', text: 'call back', due: Date.now() + HOUR };
    const { id } = await bodyOf<CommandAnswer>(ann.post('shift', promise), 201);
    await bodyOf(bob.post(`shift/${id}/kept`));
  });

  test('knows the revision that somebody has seen elsewhere', async () => {
    const id = await report('late-1');
    ring();
    const { rev } = await bodyOf<CommandAnswer>(ann.post(`incidents/${id}/triage`, { priority: 2 }));
    await bodyOf(bob.post(`incidents/${id}/note`, { text: 'seen' }, { 'if-match': `"${rev}"` }));
  });

  test('refuses by what is true in the store, once it has all of that', async () => {
    const id = await report('late-2');
    ring();
    await bodyOf(ann.post(`incidents/${id}/cancel`, { reason: 'twice' }));
    const late = await bodyOf<Problem>(bob.post(`incidents/${id}/triage`, { priority: 2 }), 409);
    expect(late).toMatchObject({ state: 'cancelled' });
    await bodyOf(bob.post('incidents/none/note', { text: 'seen' }), 404);
  });
});
