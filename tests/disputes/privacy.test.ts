import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import type { CommandAnswer } from '#data/contract/desk-api.ts';
import { viewNames } from '#data/contract/view.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { allLive, follow } from '../support/follower.ts';
import { packCell } from '../support/pack.ts';
import { bodyOf, personAt, type PersonAt } from '../support/people-at.ts';

/** Every text that a handler can write, recognisable wherever it turns up. */
const secret = 'planted-in-a-dispute';
let app: RunningApp;
let logged = '';
let handler: PersonAt;
let id: string;

beforeAll(async () => {
  const sink = new Writable({ write: (chunk, _coding, done) => ((logged += String(chunk)), done()) });
  app = await startApp({ log: pino({ level: 'trace' }, sink) });
  handler = await personAt(app, { role: 'officer' });
});
afterAll(() => app.stop());

/** Everything that a socket with this token receives, byte for byte, until it is closed. */
async function listen(token: string): Promise<{ heard(): string; close(): void }> {
  const headers = { authorization: `Bearer ${token}` };
  const { epoch, seq, hash } = await (await fetch(`${app.url}/api/v1/snapshot`, { headers })).json();
  const received: Buffer[] = [];
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  socket.on('message', (data) => {
    received.push(data as Buffer);
    const message = String(data);
    if (message.startsWith('0'))
      socket.send(`40/feed,${JSON.stringify({ protocol: 1, token, resume: { epoch, seq, hash } })}`);
    if (message.startsWith('2')) socket.send('3');
    const batch = /"batch":(\d+)/.exec(message)?.[1];
    if (batch) socket.send(`42/feed,["ack",{"batch":${batch}}]`);
  });
  await new Promise((opened) => socket.once('open', opened));
  return { heard: () => Buffer.concat(received).toString('latin1'), close: () => socket.close() };
}

/** A dispute that goes all the way, with the marker in every field that takes a text. */
async function wholeCase(): Promise<void> {
  const dispute = {
    kind: 'family',
    cell: packCell(0, 0),
    parties: [{ name: `${secret} name`, phone: `${secret} 139` }],
    summary: `${secret} summary`,
  };
  ({ id } = await bodyOf<CommandAnswer>(handler.post('disputes', dispute), 201));
  const at = Date.now() + 60_000;
  const steps: [string, unknown][] = [
    ['screen', { text: secret }],
    ['accept', { mediator: handler.id, text: secret }],
    ['plan', { at }],
    ['held', { at, held: false, outcome: secret }],
    ['note', { text: secret }],
    ['agree', { agreement: secret, performBy: at }],
    ['confirmation', { confirmation: 'applied' }],
    ['perform', {}],
    ['breached', { text: secret }],
  ];
  for (const [name, body] of steps) await bodyOf(handler.post(`disputes/${id}/${name}`, body));
  // What is refused is not echoed either.
  expect((await handler.post(`disputes/${id}/agree`, { agreement: secret })).status).toBe(409);
  expect(await (await handler.post(`disputes/${id}/plan`, { at: secret })).text()).not.toContain(secret);
}

test('what is said in a dispute leaves the server for nobody but its handlers, on no way', async () => {
  const tokens = await Promise.all(viewNames.map((view) => app.addView(view)));
  const followers = tokens.map((token) => follow(app.url, token));
  await allLive(followers.slice(-1), app.url, tokens.at(-1)!);
  const sockets = await Promise.all(tokens.map(listen));
  await wholeCase();
  await Promise.all(followers.map((follower, i) => allLive([follower], app.url, tokens[i]!)));

  // The very thing is on the server, so that the search below can find it.
  expect(JSON.stringify(app.board().disputes.get(id as never))).toContain(secret);
  expect(await (await handler.get(`disputes/${id}`)).text()).toContain(`${secret} name`);

  const shown = followers.map(({ board }) => JSON.stringify(Object.values(board).map((table) => [...table.values()])));
  for (const board of shown) expect(board).not.toContain(secret);
  // Those of operations see that there is one, and where it stands.
  for (const board of shown.slice(1)) expect(board).toContain('"state":"breached"');
  for (const follower of followers) follower.stop();

  await vi.waitFor(() => {
    for (const socket of sockets.slice(1)) expect(socket.heard()).toContain('"state":"breached"');
  }, 10_000);
  for (const socket of sockets) {
    expect(socket.heard()).toContain('"facts"');
    expect(socket.heard()).not.toContain(secret);
    socket.close();
  }

  const paths = [
    'snapshot',
    'disputes',
    `disputes/${id}`,
    `communities/d0s0c0`,
    'incidents?text=planted',
    'audit',
    'audit?limit=100',
    'history',
    'history/facts?from=2020-01-01T00:00:00Z&to=2099-01-01T00:00:00Z',
    `cells/${packCell(0, 0)}`,
    'people',
    'work',
    'shift',
    'handovers/draft',
    '/metrics',
    '/readyz',
  ];
  const people = await Promise.all(
    (['officer', 'supervisor', 'analyst', 'admin'] as const).flatMap((role) =>
      [true, false].map((oversight) => personAt(app, { role, oversight })),
    ),
  );
  for (const person of people)
    for (const path of paths) expect(await (await person.get(path)).text(), path).not.toContain(secret);
  for (const token of tokens)
    for (const path of paths) {
      const url = path.startsWith('/') ? `${app.url}${path}` : `${app.url}/api/v1/${path}`;
      const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      expect(await answer.text(), path).not.toContain(secret);
    }
  expect(logged).not.toContain(secret);
});
