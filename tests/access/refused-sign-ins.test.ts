import { expect, onTestFinished, test, vi } from 'vitest';
import { createAudit } from '#server/access/audit.ts';
import { createRefusedSignIns } from '#server/access/door/refused-sign-ins.ts';
import { createInProcess } from '#server/store/in-process.ts';
import type { PersonId } from '#data/contract/ids.ts';
import { startApp } from '../support/app.ts';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { createTestClock } from '../support/test-clock.ts';
import { password, registered } from './registered.ts';
import { stillClock } from './still-clock.ts';
import { browserAt } from './provider/test-browser.ts';

const QUARTER = 15 * 60_000;
const [ma, li] = ['ma', 'li'] as PersonId[];

function house() {
  const clock = createTestClock();
  const store = createMemoryStore();
  const audit = createAudit({ log: store.log, clock, notes: createInProcess(clock).notes });
  const refusals = createRefusedSignIns({ audit, clock, trouble: (_what, error) => expect.fail(String(error)) });
  /** Newest first. */
  const records = (subject = 'audit') => store.records.about(subject, { limit: 500 });
  return { clock, refusals, records };
}

test('the first refusal from an address is on record at once, the others as one with their number', async () => {
  const { clock, refusals, records } = house();
  const put = (why: 'unknown' | 'password', person?: PersonId) => refusals.put(why, { address: '203.0.113.7' }, person);
  await put('unknown');
  expect(await records()).toMatchObject([{ why: 'unknown', from: '203.0.113.7' }]);
  for (let i = 0; i < 1997; i++) await put('unknown');
  await put('password', ma);
  await put('password', li);
  expect(await records()).toHaveLength(1);
  clock.advance(QUARTER);
  await vi.waitFor(async () => expect(await records()).toHaveLength(2));
  expect((await records())[0]).toMatchObject({ why: 'unknown', from: '203.0.113.7', count: 1999, people: [ma, li] });
  for (const person of [ma, li]) expect(await records(`person/${person}`)).toHaveLength(1);
});

test('as long as it goes on there is one record a window, and none once it is over', async () => {
  const { clock, refusals, records } = house();
  for (let window = 0; window < 5; window++) {
    for (let i = 0; i < 10; i++) await refusals.put('password', { address: '203.0.113.7' }, ma);
    await clock.pass(QUARTER, QUARTER);
  }
  await clock.pass(4 * QUARTER, QUARTER);
  const counts = (await records()).map((fact) => ('count' in fact ? fact.count : 1));
  expect(counts).toEqual([10, 10, 10, 10, 9, 1]);
});

test('the addresses of one IPv6 network have one record, and very many addresses share theirs', async () => {
  const { clock, refusals, records } = house();
  for (let i = 0; i < 100; i++) await refusals.put('unknown', { address: `2001:db8:0:7::${i.toString(16)}` });
  expect(await records()).toHaveLength(1);
  for (let i = 0; i < 5000; i++) await refusals.put('unknown', { address: `198.18.${i >> 8}.${i & 255}` });
  await clock.pass(QUARTER, QUARTER);
  expect((await records()).length).toBeLessThan(210);
});

test('what is counted is put on record when the server stops', async () => {
  const { refusals, records } = house();
  for (let i = 0; i < 4; i++) await refusals.put('password', { session: 'a session' }, ma);
  await refusals.close();
  expect(await records()).toMatchObject([{ why: 'password', count: 3, person: ma }, { person: ma }]);
});

test('many sign-ins of strangers are one line of the log, and what is told to wait is none', async () => {
  const app = await startApp({ clock: stillClock() });
  onTestFinished(() => app.stop());
  const { name } = await registered(app);
  const guess = () => browserAt(app.url).post('session', { name, password: 'a guess' });
  const before = app.store.log.place().seq;
  const first = await guess();
  expect([first.status, app.store.log.place().seq - before]).toEqual([401, 1]);
  const others = await Promise.all(Array.from({ length: 20 }, guess));
  expect(others.map(({ status }) => status)).toContain(429);
  expect((await browserAt(app.url).post('session', { name: 'Nobody', password })).status).toBe(401);
  expect(app.store.log.place().seq - before).toBe(1);
});
