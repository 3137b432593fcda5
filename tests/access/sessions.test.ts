import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { PersonId } from '#data/contract/ids.ts';
import { createAccess } from '#server/access/access.ts';
import { ENROL_WITHIN_MS, type PersonRecord } from '#server/access/person-record.ts';
import { SESSION_LIFE_MS } from '#server/access/sessions.ts';
import { createInProcess } from '#server/store/in-process.ts';
import { StoreUnavailable } from '#server/store/store.ts';
import { makePack } from '../support/pack.ts';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { createTestClock } from '../support/test-clock.ts';

const HOUR = 3600_000;

async function house() {
  const clock = createTestClock();
  const store = createMemoryStore();
  const access = await createAccess({
    store,
    shared: createInProcess(clock),
    clock,
    secret: 'test-secret',
    pack: makePack(),
    demo: null,
    approveLocal: false,
    announceFirst: () => {},
    oidc: undefined,
    trouble: (_what, error) => expect.fail(String(error)),
  });
  onTestFinished(() => access.sessions.close());
  const cut: string[] = [];
  access.sessions.onEnded((id) => cut.push(id));
  const record: PersonRecord = {
    id: 'ma' as PersonId,
    name: 'Ma',
    role: 'supervisor',
    oversight: false,
    left: false,
    password: 'a hash',
    enrolBy: clock.now() + ENROL_WITHIN_MS,
    generation: 0,
  };
  await access.register.put(record);
  const ended = async () =>
    (await store.records.about('person/ma', { limit: 10 })).map((fact) => 'why' in fact && fact.why);
  return { ...access, clock, store, cut, record, ended };
}

describe('a session', () => {
  test('that runs out is cut and on record, though nobody asks for it', async () => {
    const { sessions, record, clock, cut, ended, store } = await house();
    const { session } = await sessions.open(record, 'password');
    await clock.pass(SESSION_LIFE_MS - HOUR, HOUR);
    expect(cut).toEqual([]);
    await clock.pass(2 * HOUR, HOUR);
    expect(cut).toContain(session.id);
    await vi.waitFor(async () => expect((await ended())[0]).toBe('expired'));
    expect(await store.drawers.list('session')).toEqual([]);
  });

  test('loses its sockets when the time to set up an authenticator is over', async () => {
    const { sessions, register, record, clock, cut } = await house();
    await register.put({ ...record, enrolBy: clock.now() + HOUR });
    const { session, token } = await sessions.open(record, 'password');
    clock.advance(HOUR - 60_000);
    expect(cut).toEqual([]);
    clock.advance(2 * 60_000);
    expect(cut).toContain(session.id);
    expect(sessions.byToken(token)).not.toBeNull();
  });

  test('is of no use from the moment its person is changed, even if the store then breaks', async () => {
    const { sessions, people, record, store, cut } = await house();
    const { token, session } = await sessions.open(record, 'password');
    vi.spyOn(store.drawers, 'remove').mockRejectedValue(new StoreUnavailable('full'));
    const change = people.command({ kind: 'rule', id: 'test' }, 'ma', 'change', { role: 'officer' });
    await expect(change).rejects.toThrow(StoreUnavailable);
    expect(sessions.byToken(token)).toBeNull();
    expect(cut).toEqual([session.id]);
  });

  test('that cannot be ended on the disk goes on: it would come back with a restart', async () => {
    const { sessions, record, store } = await house();
    const { token, session } = await sessions.open(record, 'password');
    vi.spyOn(store.drawers, 'remove').mockRejectedValueOnce(new StoreUnavailable('full'));
    await expect(sessions.signOut(session)).rejects.toThrow(StoreUnavailable);
    expect(sessions.byToken(token)).not.toBeNull();
    await sessions.signOut(session);
    expect(sessions.byToken(token)).toBeNull();
  });

  test('is not opened where it cannot be put on record', async () => {
    const { sessions, record, store } = await house();
    vi.spyOn(store.drawers, 'put').mockRejectedValueOnce(new StoreUnavailable('full'));
    await expect(sessions.open(record, 'password')).rejects.toThrow(StoreUnavailable);
  });
});

test('a look is on record once a minute for the same person and thing', async () => {
  const { audit, clock, store } = await house();
  const look = (id: string) => audit.looked({ kind: 'person', id: 'ma' }, 'incident', id);
  await Promise.all([look('a'), look('b')]);
  await look('a');
  clock.advance(61_000);
  await look('a');
  const looks = await store.records.about('person/ma', { limit: 10 });
  expect(looks.map((fact) => 'id' in fact && fact.id)).toEqual(['a', 'b', 'a']);
});
