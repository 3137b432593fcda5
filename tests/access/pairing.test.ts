import { expect, test } from 'vitest';
import { CODE_LIFE_MS, createPairing } from '#server/access/pairing.ts';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { createTestClock } from '../support/test-clock.ts';

const hall = { kind: 'view', name: 'Hall', view: 'ops-wall' } as const;

function house() {
  const clock = createTestClock();
  const store = createMemoryStore();
  const pairing = createPairing({ store, clock });
  /** Each a little later than the one before. */
  async function ask(address: string) {
    clock.advance(1);
    return pairing.request(address);
  }
  async function flood(count: number, addressOf: (i: number) => string) {
    for (let i = 0; i < count; i++) await ask(addressOf(i));
  }
  return { clock, pairing, ask, flood };
}

test('displays that ask from one address on and on crowd out themselves, and no other display', async () => {
  const { pairing, ask, flood } = house();
  const wall = await ask('192.0.2.1');
  await flood(500, () => '203.0.113.7');
  const late = await ask('192.0.2.2');
  for (const { ticket } of [wall, late]) expect(await pairing.collect(ticket)).toBe('waiting');
});

test('nor do those that ask from the many addresses of one IPv6 network', async () => {
  const { pairing, ask, flood } = house();
  const wall = await ask('2001:db8:0:1::1');
  await flood(500, (i) => `2001:db8:0:2::${i.toString(16)}`);
  expect(await pairing.collect(wall.ticket)).toBe('waiting');
});

test('where very many networks ask, the one with the most makes room, then the oldest', async () => {
  const { pairing, ask, flood } = house();
  const crowd = [await ask('203.0.113.7'), await ask('203.0.113.7')];
  const wall = await ask('192.0.2.1');
  await flood(298, (i) => `198.18.${i >> 8}.${i & 255}`);
  expect(await pairing.collect(crowd[0]!.ticket)).toBe('gone');
  for (const { ticket } of [crowd[1]!, wall]) expect(await pairing.collect(ticket)).toBe('waiting');
});

test('whoever has been approved is not sent away any more', async () => {
  const { pairing, ask, flood } = house();
  const wall = await ask('203.0.113.7');
  expect(await pairing.approve(wall.code, hall)).toBe(true);
  await flood(100, () => '203.0.113.7');
  expect(await pairing.collect(wall.ticket)).toMatchObject({ token: expect.any(String) });
});

test('a code runs out', async () => {
  const { clock, pairing, ask } = house();
  const { ticket, code } = await ask('192.0.2.1');
  clock.advance(CODE_LIFE_MS);
  expect(await pairing.collect(ticket)).toBe('gone');
  expect(await pairing.approve(code, hall)).toBe(false);
});
