import { emptyBoard, type Board } from '#data/contract/board.ts';
import type { Beat, FactsFrame, Hello, Snapshot } from '#data/contract/feed.ts';
import type { FeedFact } from '#data/contract/feed-fact.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { packBoard } from '#data/fold/snapshot.ts';
import { newFollower, type Effect, type Follower, type Input } from '#client/feed/follow.ts';
import { reduce } from '#client/feed/reduce.ts';
import { newFact } from './new-fact.ts';

/** A moment that screens in tests live at. */
export const NOON = 1_800_000_000_000;

/** Sixteen hex digits that stand for the history up to a seq. */
export const hashAt = (seq: number) => seq.toString(16).padStart(16, '0') as Beat['hash'];

export function registered(seq: number): FeedFact {
  return {
    ...newFact({ kind: 'unit.registered', unit: { id: `u${seq}`, service: 'police' }, at: NOON }),
    seq,
  } as FeedFact;
}

/** The board after one unit was registered with each fact up to `seq`. */
export const boardAt = (seq: number): Board =>
  foldBoard(
    emptyBoard,
    Array.from({ length: seq }, (_, i) => registered(i + 1)),
  );

const epoch = 'epoch0001' as Hello['epoch'];

export const hello = (about: Partial<Hello> = {}): Hello => ({
  protocol: 1,
  build: '1.0.0',
  minBuild: '1.0.0',
  epoch,
  head: 5 as Hello['head'],
  floor: 0 as Hello['floor'],
  now: NOON,
  beatMs: 2000,
  window: 4,
  view: 'ops-wall',
  mode: 'resume',
  because: 'resumed',
  snapshotUrl: '/api/v1/snapshot',
  ...about,
});

export const snapshot = (seq = 5, about: Partial<Snapshot> = {}): Snapshot => ({
  protocol: 1,
  epoch,
  seq: seq as Snapshot['seq'],
  hash: hashAt(seq),
  at: NOON,
  view: 'ops-wall',
  board: packBoard(boardAt(seq)),
  ...about,
});

export const facts = (from: number, to: number, about: Partial<FactsFrame> = {}): FactsFrame => ({
  batch: 1,
  epoch,
  from: from as FactsFrame['from'],
  to: to as FactsFrame['to'],
  hash: hashAt(to),
  facts: Array.from({ length: to - from }, (_, i) => registered(from + i + 1)),
  more: false,
  ...about,
});

export const beat = (seq: number, about: Partial<Beat> = {}): Beat => ({
  epoch,
  seq: seq as Beat['seq'],
  hash: hashAt(seq),
  head: seq as Beat['head'],
  now: NOON,
  ...about,
});

/** A screen in the hands of a test: the real reducer, with a clock that the test moves. */
export type AScreen = {
  readonly state: Follower;
  readonly link: Follower['link'];
  /** What the last input made it want. */
  readonly wants: readonly Effect['do'][];
  readonly effects: readonly Effect[];
  now: number;
  take(input: Input): AScreen;
  hello(about?: Partial<Hello>): AScreen;
  facts(from: number, to: number, about?: Partial<FactsFrame>): AScreen;
  beat(seq: number, about?: Partial<Beat>): AScreen;
  snapshot(seq?: number, about?: Partial<Snapshot>): AScreen;
  /** Lets time pass, a quarter of a second at a time. */
  wait(ms: number): AScreen;
};

/** A screen that has just dialled for the first time. `random`: what chance says each time. */
export function aScreen({ build = '1.0.0', random = 0.5, reloadedAt = -Infinity } = {}): AScreen {
  let state = newFollower(NOON, reloadedAt);
  let effects: readonly Effect[] = [];
  const screen: AScreen = {
    now: NOON,
    get state() {
      return state;
    },
    get link() {
      return state.link;
    },
    get effects() {
      return effects;
    },
    get wants() {
      return effects.map((effect) => effect.do);
    },
    take(input) {
      ({ state, effects } = reduce(state, input, { now: screen.now, random: () => random, build }));
      return screen;
    },
    hello: (about) => screen.take({ is: 'hello', conn: state.conn, frame: hello({ now: screen.now, ...about }) }),
    facts: (from, to, about) => screen.take({ is: 'facts', conn: state.conn, frame: facts(from, to, about) }),
    beat: (seq, about) =>
      screen.take({ is: 'beat', conn: state.conn, frame: beat(seq, { now: screen.now, ...about }) }),
    snapshot: (seq, about) => screen.take({ is: 'snapshot', ask: state.asks, snapshot: snapshot(seq, about) }),
    wait(ms) {
      const wanted: Effect[] = [];
      for (let left = ms; left > 0; left -= 250) {
        screen.now += Math.min(250, left);
        screen.take({ is: 'tick' });
        wanted.push(...effects);
      }
      effects = wanted;
      return screen;
    },
  };
  return screen.take({ is: 'tick' });
}

/** A screen that follows from seq 5, not yet confirmed. */
export function aFollowingScreen(about?: Parameters<typeof aScreen>[0]): AScreen {
  return aScreen(about).hello({ mode: 'snapshot', because: 'new' }).snapshot(5).hello();
}

/** A screen that is live at seq 5. */
export function aLiveScreen(about?: Parameters<typeof aScreen>[0]): AScreen {
  return aFollowingScreen(about).beat(5);
}
