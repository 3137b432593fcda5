import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stateHash } from '#data/fold/state-hash.ts';
import { seededRandom } from '#data/kit/random.ts';
import { badLine, type BadLine } from './bad-line.ts';
import { someFact } from './model/facts.ts';
import { realServer, tokens, type RealServer } from './real-server.ts';
import { realScreen, type RealScreen } from './real-screen.ts';
import { sleep, until } from './real-clock.ts';

let server: RealServer;
let line: BadLine;
let screens: RealScreen[] = [];
const names = Object.keys(tokens);

beforeEach(async () => {
  server = await realServer({ limits: { perSession: 200 } });
  line = await badLine(server.port);
});

afterEach(async () => {
  screens.forEach((screen) => screen.stop());
  screens = [];
  await line.close();
  await server.stop();
});

function open(count: number): void {
  const socket = `http://127.0.0.1:${line.port}`;
  screens = Array.from({ length: count }, (_, i) =>
    realScreen({ socket, http: server.origin, token: names[i % names.length]! }),
  );
}

/** Facts about a small world, `perSecond`, until told to stop. */
function writeFacts(perSecond: number): () => void {
  const random = seededRandom('screens');
  const nat = (below: number) => Math.floor(random() * below);
  const timer = setInterval(() => {
    for (let i = 0; i < perSecond / 50; i++) server.log.add(someFact([nat(11), nat(10), nat(10)], Date.now()));
    server.positions.put(nat(50), 101 + random(), 36 + random());
  }, 20);
  return () => clearInterval(timer);
}

const isRight = (screen: RealScreen, i: number) => {
  const { link, place, board } = screen.state;
  const head = server.hub.place();
  const view = tokens[names[i % names.length]!]!;
  return link === 'live' && place?.hash === head.hash && stateHash(board!) === server.hub.edition(view).stateHash();
};
const allRight = () => screens.every(isRight);
const told = () => screens.map(({ state }) => `${state.link} ${state.place?.seq} ${state.why}`).join(' | ');

describe('twenty screens', () => {
  it('are all right in the end, after resets and black holes under load, and none needed a hand (P12, P16, P26, P27)', async () => {
    open(20);
    const stop = writeFacts(200);
    await until(told, () => screens.every(({ state }) => state.place !== null));
    const random = seededRandom('resets');
    for (let round = 0; round < 12; round++) {
      await sleep(400);
      if (round === 5) line.blackHole((index) => index % 4 === 0);
      else line.reset(() => random() < 0.4);
    }
    stop();
    await until(told, allRight, 40_000);
    expect(screens.every(({ links }) => links.includes('stale'))).toBe(true);
    expect(screens.flatMap(({ readings }) => readings).filter((reading) => reading === 'malformed')).toEqual([]);
  });

  it('go on after a restart from where they were, without a snapshot (P6)', async () => {
    open(20);
    for (let i = 0; i < 200; i++) server.log.add(someFact([i, i * 7, i * 3], i));
    await until(told, allRight);
    const asks = screens.map(({ state }) => state.asks);
    const { log, port } = server;
    await server.stop();
    for (let i = 0; i < 30; i++) log.add(someFact([i, i, i], 1000 + i));
    server = await realServer({ log, port });
    await until(told, allRight, 30_000);
    expect(screens.map(({ state }) => state.asks)).toEqual(asks);
  });

  it('all take the other truth after a restore (P29, P30)', async () => {
    open(20);
    for (let i = 0; i < 50; i++) server.log.add(someFact([i, i, i], i));
    await until(told, allRight);
    const backup = server.log.backup();
    for (let i = 0; i < 50; i++) server.log.add(someFact([i + 3, i, i], 100 + i));
    await until(told, allRight);
    server.log.restore(backup, 'epoch0002');
    await server.hub.reload();
    server.log.add(someFact([0, 3, 0], 7));
    await until(told, () => allRight() && screens.every(({ state }) => state.place?.epoch === 'epoch0002'), 30_000);
  });

  it('see every unit where it is, and the public wall sees none (P37, P43)', async () => {
    open(20);
    await until(told, () => screens.every(({ state }) => state.link === 'live'));
    const random = seededRandom('units');
    for (let tick = 0; tick < 30; tick++) {
      for (let slot = 0; slot < 300; slot++)
        if (random() < 0.3) server.positions.put(slot, 101 + random(), 36 + random());
      if (tick === 15) line.reset((index) => index % 2 === 0);
      await sleep(50);
    }
    const watchers = screens.filter((_, i) => names[i % names.length] !== 'public');
    const same = () =>
      new Set(watchers.map(({ positions }) => `${positions.planes.x} ${positions.planes.y}`)).size === 1;
    await until('all the same', () => same() && watchers[0]!.positions.planes.x.length === 300);
    const walls = screens.filter((_, i) => names[i % names.length] === 'public');
    expect(walls.flatMap(({ readings }) => readings)).toEqual([]);
  });
});

it('two hundred screens that lose their connections at once are all current again (P15, P27)', async () => {
  for (let i = 0; i < 500; i++) server.log.add(someFact([i, i * 7, i * 3], i));
  open(200);
  await until(told, allRight, 60_000);
  line.reset();
  await until('lost', () => screens.every(({ state }) => state.link !== 'live'));
  for (let i = 0; i < 20; i++) server.log.add(someFact([i, i, i], 1000 + i));
  await until(told, allRight, 60_000);
  expect(server.feed.outlets().length).toBe(200);
  expect(screens.every(({ state }) => state.asks === 1)).toBe(true);
}, 120_000);
