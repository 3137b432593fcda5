import { setImmediate } from 'node:timers/promises';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import type { Place } from '#data/contract/feed.ts';
import type { Epoch, Seq } from '#data/contract/ids.ts';
import type { AreasOfCell } from '#data/contract/tables.ts';
import { viewKey, type View } from '#data/contract/view.ts';
import { foldBoard } from '#data/fold/fold.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { ChainedFact, FactLog } from '#server/store/store.ts';
import { createEdition, type Edition } from './edition.ts';
import { createPastHashes, type Proof } from './past-hashes.ts';
import type { LogReach } from './plan.ts';
import { createRing, type Ring } from './ring.ts';

/** An edition that nobody asked for in this time is dropped. */
const IDLE_MS = 300_000;
/** Facts read from the store at a time when starting. */
const PAGE = 500;

/** The newest part of the log with the boards that belong to it; everything the feed sends is from here. */
export type Hub = {
  readonly log: LogReach;
  /** The full board at the head. */
  readonly board: Board;
  place(): Place;
  /** Resolves once the board has come to `seq`, or the log has become another one. */
  reached(seq: Seq): Promise<void>;
  /** The same for all who share the view, as long as the log is the same one. */
  edition(view: View): Edition;
  /**
   * What the view showed at `seq`; null when that is not between floor and head. `caller`: in whose turn it is folded.
   * @throws {TooMuchAtOnce}
   */
  proofAt(view: View, seq: Seq, caller?: string): Promise<Proof | null>;
  /** Called after every growth of the log. */
  onGrown(run: () => void): void;
  /** Called when the log has become another one: nothing sent before holds any more. */
  onReplaced(run: () => void): void;
  /** Starts anew on what the store holds now, because it was restored or replaced. */
  reload(log?: FactLog): Promise<void>;
  close(): void;
};

export type HubParts = {
  log: FactLog;
  clock: Clock;
  /** By the city pack. Without it, the views of an area see no cells. */
  areasOfCell?: AreasOfCell;
  /** How many facts a reader may be behind and still go on without a snapshot. */
  ringSize?: number;
  /** Lets others have the thread between two parts of long work. */
  breathe?: () => Promise<void>;
  /** Told when the store could not keep a snapshot; the next one will be tried again. */
  trouble: (what: string, error: unknown) => void;
};

/** One life of one log: its newest facts, and the boards before and after them. */
type Life = { epoch: Epoch; ring: Ring; floorBoard: Board; board: Board };

/** Reads the store, then follows its log until closed. */
export async function createHub(parts: HubParts): Promise<Hub> {
  const { log: firstLog, clock, areasOfCell, ringSize = 10_000, trouble, breathe = setImmediate } = parts;
  let log = firstLog;
  let life: Life;
  let stop = () => {};
  let keeping: Promise<void> | undefined;
  let editions = new Map<string, { edition: Edition; asked: number }>();
  const grown: (() => void)[] = [];
  const replaced: (() => void)[] = [];
  let waiting: { seq: Seq; go: () => void }[] = [];

  /** Follows from now on, and reads what was there before. */
  async function start(): Promise<void> {
    let loaded = false;
    const early: ChainedFact[] = [];
    stop();
    stop = log.follow((facts) => {
      if (loaded) receive(facts);
      else early.push(...facts);
    });
    life = await load(log, ringSize);
    loaded = true;
    editions = new Map();
    for (const run of replaced) run();
    letGo(Infinity);
    receive(early);
  }

  /** What was read at the start, or is on a board that another process kept, may be told once more. */
  function receive(told: readonly ChainedFact[]): void {
    const chained = told.filter(({ fact }) => fact.seq > life.ring.head);
    if (chained.length === 0) return;
    const facts = chained.map(({ fact }) => fact);
    life.ring.push(chained);
    life.board = foldBoard(life.board, facts);
    for (const { edition } of editions.values()) edition.follow(facts);
    if (trim(life)) release();
    for (const run of grown) run();
    letGo(life.ring.head);
  }

  function letGo(upTo: number): void {
    const ready = waiting.filter(({ seq }) => seq <= upTo);
    if (ready.length === 0) return;
    waiting = waiting.filter(({ seq }) => seq > upTo);
    for (const { go } of ready) go();
  }

  /** The floor has moved up. */
  function release(): void {
    for (const [key, { edition, asked }] of editions) {
      if (clock.now() - asked > IDLE_MS) editions.delete(key);
      else edition.release();
    }
    keeping ??= keepFloor();
  }

  /** With the board at the floor, a start can read the whole ring again. One at a time: an import moves it many times a second. */
  async function keepFloor(): Promise<void> {
    let kept: Seq;
    do {
      kept = life.ring.floor;
      await log.keepSnapshot(kept, life.floorBoard).catch((error: unknown) => trouble('snapshot not kept', error));
    } while (life.ring.floor !== kept);
    keeping = undefined;
  }

  const reach: LogReach = {
    get epoch() {
      return life.epoch;
    },
    get head() {
      return life.ring.head;
    },
    get floor() {
      return life.ring.floor;
    },
    hashAt: (seq) => life.ring.hashAt(seq),
  };

  const pastProof = createPastHashes({ past: () => life, areasOfCell, breathe });
  await start();
  return {
    log: reach,
    get board() {
      return life.board;
    },
    place: () => ({ epoch: life.epoch, seq: reach.head, hash: reach.hashAt(reach.head) }),
    reached: (seq) => (seq <= life.ring.head ? Promise.resolve() : new Promise((go) => waiting.push({ seq, go }))),
    edition(view) {
      const key = viewKey(view);
      const edition = editions.get(key)?.edition ?? createEdition(view, { ...life, areasOfCell });
      editions.set(key, { edition, asked: clock.now() });
      return edition;
    },
    proofAt: (view, seq, caller = '') => pastProof(view, seq, caller),
    onGrown: (run) => void grown.push(run),
    onReplaced: (run) => void replaced.push(run),
    async reload(next = log) {
      log = next;
      await start();
    },
    close: () => stop(),
  };
}

async function load(log: FactLog, ringSize: number): Promise<Life> {
  const kept = await log.lastSnapshot();
  const { epoch, ...head } = log.place();
  if (head.seq === 0) return { epoch, ring: createRing(head, ringSize), floorBoard: emptyBoard, board: emptyBoard };
  const floor = Math.max(kept?.seq ?? 0, 1) as Seq;
  const first = (await log.read((floor - 1) as Seq, 1))[0];
  if (!first) throw new Error(`the log has no fact ${floor} below its head ${head.seq}`);
  const floorBoard = kept?.seq === floor ? kept.board : foldBoard(emptyBoard, [first.fact]);
  const ring = createRing({ seq: floor, hash: first.hash }, ringSize);
  const life: Life = { epoch, ring, floorBoard, board: floorBoard };
  while (ring.head < head.seq) {
    // Others may have written more: what lies beyond this head is told to who follows.
    const page = await log.read(ring.head, Math.min(PAGE, head.seq - ring.head));
    if (page.length === 0) throw new Error(`the log ends at ${ring.head}, below its head ${head.seq}`);
    ring.push(page);
    const facts = page.map(({ fact }) => fact);
    life.board = foldBoard(life.board, facts);
    trim(life);
  }
  return life;
}

/** Moves the floor and its board up when the ring has grown too long. */
function trim(life: Life): boolean {
  const dropped = life.ring.trim();
  if (dropped.length === 0) return false;
  const facts = dropped.map(({ fact }) => fact);
  life.floorBoard = foldBoard(life.floorBoard, facts);
  return true;
}
