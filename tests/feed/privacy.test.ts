import { afterEach, beforeEach, expect, it } from 'vitest';
import WebSocket from 'ws';
import { SECRET, someFact } from './model/facts.ts';
import { newFact } from './new-fact.ts';
import { realServer, type RealServer } from './real-server.ts';
import { sleep } from './real-clock.ts';

let server: RealServer;
beforeEach(async () => void (server = await realServer()));
afterEach(() => server.stop());

/** Everything a client with this token receives, byte for byte, while `run` goes on. */
async function rawBytes(token: string, run: () => Promise<void>): Promise<Buffer> {
  const received: Buffer[] = [];
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
  });
  socket.on('message', (data, isBinary) => {
    received.push(data as Buffer);
    const message = String(data);
    if (isBinary) return;
    if (message.startsWith('0'))
      socket.send(`40/feed,${JSON.stringify({ protocol: 1, token, resume: server.hub.place() })}`);
    if (message.startsWith('2')) socket.send('3');
    const batch = /"batch":(\d+)/.exec(message)?.[1];
    if (batch) socket.send(`42/feed,["ack",{"batch":${batch}}]`);
  });
  await new Promise((done) => socket.once('open', done));
  await sleep(300);
  await run();
  socket.close();
  const snapshot = await fetch(`${server.origin}/api/v1/snapshot`, { headers: { authorization: `Bearer ${token}` } });
  received.push(Buffer.from(await snapshot.arrayBuffer()));
  return Buffer.concat(received);
}

async function plantAll(): Promise<void> {
  for (let i = 0; i < 11 * 10; i++) {
    server.log.add(someFact([i % 11, Math.floor(i / 11), i % 7], 1000 + i));
    server.positions.put(i % 5, 101.7 + i / 1000, 36.6);
    if (i % 10 === 0) await sleep(20);
  }
  const suspended = { since: 6, until: 9, reason: SECRET };
  server.log.add(
    newFact({ kind: 'incident.reported', series: 'XN26', at: 5, incident: { ...home, id: 'sent-on' } }),
    newFact({ kind: 'incident.referred', incident: 'sent-on', rev: 2, to: SECRET, reason: SECRET, at: 6 }),
    newFact({ kind: 'incident.reported', series: 'XN26', at: 5, incident: home }),
    newFact({ kind: 'incident.suspended', incident: 'home', rev: 2, suspended, at: 6 }),
  );
  await sleep(300);
}

const home = {
  id: 'home',
  category: 'service/other',
  priority: 3,
  mode: 'reported',
  reportedAt: 5,
  times: { received: 5 },
  due: {},
  areas: ['north'],
  offMap: false,
  dwelling: true,
  location: [101.123456, 36.654321],
  title: SECRET,
  description: SECRET,
  address: SECRET,
  contact: { name: SECRET, phone: SECRET },
  source: 'hotline',
  sourceRef: SECRET,
};

it('no name, number, text, dwelling or duty position reaches a public wall, in any byte of any frame (P36, P37)', async () => {
  const bytes = (await rawBytes('public', plantAll)).toString('latin1');
  expect(bytes).toContain('"beat"');
  expect(bytes).toContain('"incidents":[]');
  const cases = ['incident.', 'unit.', 'service/other', 'XN26', '"dwelling"'];
  for (const marker of [SECRET, '101.123456', '36.654321', '101.7', 'hotline', '"positions"', 'alarm.', ...cases])
    expect(bytes).not.toContain(marker);
});

it('a supervisor does receive what a public wall does not: the search above can find it (P36)', async () => {
  const bytes = (await rawBytes('boss', plantAll)).toString('latin1');
  for (const marker of [SECRET, '101.123456', '"positions"', 'alarm.']) expect(bytes).toContain(marker);
});

it('folding what a view sees gives what it sees of the whole, at every recent place (P35, P36)', async () => {
  await plantAll();
  for (const view of [{ name: 'ops-wall' } as const, { name: 'ops-wall', area: 'north' as never } as const]) {
    const { hub } = server;
    const now = hub.edition(view).stateHash();
    expect(await hub.proofAt(view, hub.log.head)).toEqual({ ...hub.place(), stateHash: now });
    expect((await hub.proofAt(view, hub.log.floor))!.stateHash).not.toBe(now);
    expect(await hub.proofAt(view, (hub.log.head + 1) as never)).toBeNull();
  }
});
