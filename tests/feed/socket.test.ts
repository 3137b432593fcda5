import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Beat, Bye, FactsFrame, Hello, Snapshot } from '#data/contract/feed.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { unpackBoard } from '#data/fold/snapshot.ts';
import { newFact } from './new-fact.ts';
import { realServer, type RealServer } from './real-server.ts';
import { sleep, until } from './real-clock.ts';
import { following, stockClient, type StockClient } from './stock-client.ts';

let server: RealServer;
const clients: StockClient[] = [];
const opened = (client: StockClient) => (clients.push(client), client);
const client = (about?: Parameters<typeof stockClient>[1]) => opened(stockClient(server.origin, about));
const follower = async (about?: Parameters<typeof stockClient>[1]) =>
  opened(await following(server.origin, server.hub.place(), about));

const unit = (id: string) =>
  newFact({ kind: 'unit.registered', unit: { id, service: 'police', callSign: `Call ${id}` }, at: 1 });

beforeEach(async () => {
  server = await realServer({ limits: { all: 30, keptForPeople: 4, perToken: 20, perSession: 3, perAddress: 24 } });
  server.log.add(unit('u1'), unit('u2'));
});

afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.disconnect();
  await server.stop();
});

async function snapshotOf(token: string): Promise<Snapshot> {
  const response = await fetch(`${server.origin}/api/v1/snapshot`, { headers: { authorization: `Bearer ${token}` } });
  return (await response.json()) as Snapshot;
}

describe('at the door', () => {
  it('a program with a token is greeted by a hello that names all it must know (P1, P2, P5)', async () => {
    const hello = await client().next<Hello>('hello');
    expect(hello).toMatchObject({
      protocol: 1,
      build: '1.2.0',
      minBuild: '1.1.0',
      epoch: 'epoch0001',
      head: 2,
      beatMs: 2000,
      window: 4,
      view: 'ops-wall',
      mode: 'snapshot',
      because: 'new',
      snapshotUrl: '/api/v1/snapshot',
    });
    expect(Math.abs(hello.now - Date.now())).toBeLessThan(5000);
  });

  it('without a good token, or with an unreadable handshake, there is no connection (P2)', async () => {
    for (const auth of [
      { protocol: 1, resume: null, token: 'wrong' },
      { protocol: 1 },
      { protocol: 'one' },
      { protocol: 1, token: 'ops', resume: { epoch: 'x' } },
    ]) {
      const refused = client({ auth });
      await refused.gone();
      expect(refused.frames('refused')).toHaveLength(1);
      expect(refused.frames('hello')).toHaveLength(0);
    }
  });

  it('a page of another origin is refused, one of this host is not (P3)', async () => {
    const theirs = client({ headers: { origin: 'https://evil.example' } });
    await theirs.gone();
    expect(theirs.frames('hello')).toHaveLength(0);
    const sandboxed = client({ headers: { origin: 'null' } });
    await sandboxed.gone();
    expect(sandboxed.frames('hello')).toHaveLength(0);
    await client({ headers: { origin: server.origin } }).next('hello');
  });

  it('another protocol or an old build is told to upgrade (P4, P31)', async () => {
    for (const about of [{ protocol: 2 }, { build: '1.0.9' }, { build: '0.10.0' }]) {
      const old = client(about);
      expect(await old.next<Bye>('bye')).toMatchObject({ why: 'upgrade' });
      await old.gone();
      expect(old.frames('hello')).toHaveLength(0);
    }
    for (const about of [{ build: '1.1.0' }, { build: '1.10.0' }, {}]) await client(about).next('hello');
  });

  const come = (count: number, token: string) =>
    Promise.all(Array.from({ length: count }, () => client({ token }).next('hello')));
  const refused = async (token: string) => {
    const late = client({ token });
    const { why, detail } = await late.next<Bye>('bye');
    await late.gone();
    expect(late.frames('hello')).toHaveLength(0);
    return `${why}: ${detail}`;
  };

  it('who has too many connections is told of what, and nobody else is refused (P31, P44)', async () => {
    await come(20, 'ops');
    expect(await refused('ops')).toBe('busy: too many connections of this token');
    await come(4, 'public');
    expect(await refused('north')).toBe('busy: too many connections from this address');
    await come(3, 'boss');
    expect(await refused('boss')).toBe('busy: too many connections of this session');
    clients.find(({ socket }) => socket.connected)!.socket.disconnect();
    await until('a seat is free', () => server.feed.outlets().length === 26);
    await come(1, 'ops');
  });

  it('screens leave room for people when it is full (P31, P44)', async () => {
    await server.stop();
    server = await realServer({ limits: { all: 6, keptForPeople: 2 } });
    await come(4, 'ops');
    expect(await refused('public')).toBe('busy: too many connections in all');
    await come(2, 'boss');
    expect(await refused('boss')).toBe('busy: too many connections in all');
  });

  it('a long message ends the connection (P44)', async () => {
    const talker = await follower();
    talker.socket.emit('follow', { epoch: 'x'.repeat(5000) });
    await talker.gone();
  });
});

describe('following', () => {
  it('a program takes the snapshot, follows from it, and is told at once that it has all (P7, P9, P10, P21, P22)', async () => {
    const stock = client({ token: 'boss' });
    await stock.next('hello');
    const { epoch, seq, hash, board, view } = await snapshotOf('boss');
    expect({ epoch, seq, hash, view }).toEqual({ ...server.hub.place(), view: 'supervisor' });
    stock.socket.emit('follow', { epoch, seq, hash });
    expect(await stock.next<Hello>('hello', 2)).toMatchObject({ mode: 'resume', because: 'resumed' });
    const beat = await stock.next<Beat>('beat');
    expect(beat).toEqual({ epoch, seq, hash, head: 2, now: beat.now, stateHash: stateHash(unpackBoard(board)) });
  });

  it('until it follows, its beats say that nothing was sent (P7)', async () => {
    const stock = client();
    expect(await stock.next<Beat>('beat')).toMatchObject({ seq: 0, hash: '0000000000000000', head: 2 });
    server.log.add(unit('u3'));
    await sleep(200);
    expect(stock.frames('facts')).toHaveLength(0);
  });

  it('facts arrive in order, decoded by the stock client, in any script and of any size (P1, P12, P14)', async () => {
    const stock = await follower({ token: 'boss' });
    const texts = ['西宁市城西区', 'é'.repeat(70), '𝛑'.repeat(2000), ' {"\\u0000}', 'x'.repeat(4000)];
    for (const text of texts) server.log.add(newFact({ kind: 'incident.noted', incident: 'i1', rev: 2, text, at: 5 }));
    await until('all there', () => stock.frames<FactsFrame>('facts').at(-1)?.to === 7);
    const frames = stock.frames<FactsFrame>('facts');
    expect(frames.map(({ batch }) => batch)).toEqual(frames.map((_, i) => i + 1));
    expect(frames.map(({ from }) => from)).toEqual([2, ...frames.map(({ to }) => to).slice(0, -1)]);
    expect(frames.flatMap(({ facts }) => facts).map((fact) => ('text' in fact ? fact.text : ''))).toEqual(texts);
    expect(frames.at(-1)).toMatchObject({ hash: server.hub.place().hash, more: false });
  });

  it('a long way is gone in batches of bounded size, and says when there is more (P14)', async () => {
    const start = server.hub.place();
    const long = Array.from({ length: 40 }, () =>
      newFact({ kind: 'incident.noted', incident: 'i1', rev: 2, text: 'y'.repeat(4000), at: 5 }),
    );
    const many = Array.from({ length: 1200 }, (_, i) =>
      newFact({ kind: 'cell.staffing-changed', cell: `c${i}`, staffed: true, at: 5 }),
    );
    server.log.add(...long, ...many);
    const stock = opened(await following(server.origin, start, { token: 'boss' }));
    await until('all there', () => stock.frames<FactsFrame>('facts').at(-1)?.to === 1242);
    const frames = stock.frames<FactsFrame>('facts');
    for (const { facts } of frames) {
      expect(facts.length).toBeLessThanOrEqual(500);
      expect(JSON.stringify(facts.slice(0, -1)).length).toBeLessThan(33_000);
    }
    expect(frames.map(({ more }) => more)).toEqual(frames.map((_, i) => i < frames.length - 1));
    expect(frames.length).toBeGreaterThan(6);
  });

  it('who does not acknowledge gets four batches and no more, and goes on after an ack for all of them (P17, P18)', async () => {
    const stock = await follower({ acks: false });
    for (let i = 0; i < 10; i++) {
      server.log.add(unit(`more${i}`));
      await sleep(30);
    }
    expect(stock.frames('facts')).toHaveLength(4);
    stock.socket.emit('ack', { batch: 4 });
    expect(await stock.next<FactsFrame>('facts', 5)).toMatchObject({ batch: 5, from: 6, to: 12 });
  });

  it('what makes no sense ends the connection (P19)', async () => {
    const nonsense: [string, unknown][] = [
      ['ack', { batch: 1 }],
      ['ack', { batch: -1 }],
      ['ack', 'x'],
      ['follow', { epoch: 'epoch0001', seq: -1, hash: 'zz' }],
      ['follow', undefined],
      ['shout', { at: 'everybody' }],
    ];
    for (const [event, frame] of nonsense) {
      const stock = await follower();
      stock.socket.emit(event, frame);
      await stock.gone();
    }
    const polite = await follower();
    await sleep(100);
    expect(polite.frames('gone')).toHaveLength(0);
  });

  it('who follows over and over is sent away, who acknowledges without end is cut (P19, P31)', async () => {
    const restless = await follower();
    for (let i = 0; i < 15; i++) restless.socket.emit('follow', server.hub.place());
    expect(await restless.next<Bye>('bye')).toMatchObject({ why: 'busy' });
    const stock = await follower();
    server.log.add(unit('u3'));
    await stock.next('facts');
    for (let i = 0; i < 400; i++) stock.socket.emit('ack', { batch: 1 });
    await stock.gone();
  });

  it('beats come every two seconds, with a state hash at first and again within half a minute (P21, P22)', async () => {
    const stock = await follower();
    const times: number[] = [];
    stock.socket.on('beat', () => times.push(Date.now()));
    await until('eight beats', () => stock.frames('beat').length >= 8, 20_000);
    const gaps = times.slice(2).map((time, i) => time - times[i + 1]!);
    expect(Math.max(...gaps)).toBeLessThan(3500);
    const proofs = stock.frames<Beat>('beat').filter((beat) => beat.stateHash !== undefined);
    expect(proofs.length).toBeGreaterThanOrEqual(2);
    expect(proofs.length).toBeLessThan(4);
    expect(proofs[0]!.stateHash).toBe(server.hub.edition({ name: 'ops-wall' }).stateHash());
  });
});

describe('the server ends it', () => {
  it('who loses the right is told so and cut, the others are not (P31, P33)', async () => {
    const [ops, wall] = [await follower(), await follower({ token: 'public' })];
    server.feed.revoke((who) => who.token === 'public');
    expect(await wall.next<Bye>('bye')).toMatchObject({ why: 'revoked' });
    await wall.gone();
    expect(ops.frames('bye')).toHaveLength(0);
  });

  it('whose view changes is told to start over, and loses the positions it may not see (P29, P37)', async () => {
    const stock = await follower();
    server.positions.put(0, 101.5, 36.5);
    await stock.next('positions', 2);
    server.feed.show({ name: 'public-wall' }, () => true);
    expect(await stock.next('resync')).toEqual({ why: 'view' });
    const before = stock.frames('positions').length;
    server.positions.put(0, 101.6, 36.6);
    await sleep(250);
    expect(stock.frames('positions')).toHaveLength(before);
    stock.socket.emit('follow', server.hub.place());
    expect(await stock.next<Hello>('hello', 2)).toMatchObject({ view: 'public-wall', mode: 'resume' });
    expect(server.feed.outlets()).toMatchObject([{ who: { view: { name: 'public-wall' } }, follows: true, behind: 0 }]);
  });

  it('a server that stops says goodbye, and not to come back all at once (P31)', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => follower()));
    await server.feed.shutdown();
    const byes = await Promise.all(all.map((stock) => stock.next<Bye>('bye')));
    expect(new Set(byes.map(({ why }) => why))).toEqual(new Set(['shutdown']));
    expect(new Set(byes.map(({ retryMs }) => retryMs)).size).toBeGreaterThan(6);
    await Promise.all(all.map((stock) => stock.gone()));
  });

  it('a log that was restored means a resync, and the next hello says why (P6, P29, P30)', async () => {
    const stock = await follower();
    const before = server.hub.place();
    server.log.restore(server.log.backup(), 'epoch0002');
    await server.hub.reload();
    expect(await stock.next('resync')).toEqual({ why: 'epoch' });
    stock.socket.emit('follow', before);
    expect(await stock.next<Hello>('hello', 2)).toMatchObject({ mode: 'snapshot', because: 'other log' });
  });
});
