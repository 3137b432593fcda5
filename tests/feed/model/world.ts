import type { Beat, Place, Snapshot } from '#data/contract/feed.ts';
import type { NewFact } from '#data/contract/fact.ts';
import type { View } from '#data/contract/view.ts';
import type { Stop } from '#data/kit/clock.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { seededRandom } from '#data/kit/random.ts';
import type { Follower } from '#client/feed/follow.ts';
import { startLink, type Line, type LineInput } from '#client/feed/link.ts';
import { createHub, type Hub } from '#server/feed/hub.ts';
import { createBeats } from '#server/feed/beats.ts';
import { createOutlet, type Outlet } from '#server/feed/outlet.ts';
import { createRounds } from '#server/feed/rounds.ts';
import { takeSnapshot } from '#server/feed/snapshots.ts';
import { StoreUnavailable } from '#server/store/store.ts';
import { createMemoryLog, type MemoryBackup } from '../memory-log.ts';
import { createTestClock } from '../test-clock.ts';
import { createNodeLog, QUIET_MS } from './node-log.ts';
import { createReference } from './reference.ts';
import { createReferee, type Referee } from './referee.ts';
import { createSimLine, type Message, type SimLine } from './sim-line.ts';

const BUILDS = { build: '1.0.0', minBuild: '1.0.0' };
/** Small, so that floors are met and lags happen with few facts. */
const RING = 12;
/** What a live screen may lack at most: the silence limit, one tick, what two clocks may drift apart, and how long a node may be cut off before it says no beat. */
const LIVE_LAG_MS = 6000 + 250 + 300 + QUIET_MS;
/** How long each node takes to hear of what another has appended, ms. */
const LAGS = [0, 40];

export const views: View[] = [
  { name: 'ops-wall' },
  { name: 'public-wall' },
  { name: 'ops-wall', area: 'north' as never },
  { name: 'supervisor' },
];

/** One follower: the real link and reducer, over simulated lines. */
type Screen = {
  /** What it may see. */
  view: View;
  /** What its newest connection shows. */
  seen: { view: View };
  state: Follower | null;
  line: SimLine | null;
  outlet: Outlet | null;
  /** Where its newest line goes. */
  node: unknown;
  referee: Referee | null;
  /** What its requests for snapshots meet. */
  snapshots: 'given' | 'refused' | 'lost';
  /** Its board was damaged on purpose and has not been replaced since. */
  damaged: boolean;
  stop: Stop;
};

export type World = Awaited<ReturnType<typeof createWorld>>;

/** A server with its log, and screens that follow it over bad lines. Every check throws. */
export async function createWorld(seed: number, count: (what: string) => void) {
  const random = seededRandom(String(seed));
  // In half of the lives lag never counts, so that screens meet the floor.
  const maxLag = random() < 0.5 ? 8 : 1000;
  const clock = createTestClock();
  const beats = createBeats(clock);
  const log = createMemoryLog();
  const reference = createReference(log);
  /** Servers on the one log, each with its own way to it. A screen may come to any of them. */
  const nodes = LAGS.map((lag) => ({ log: createNodeLog(log, clock, lag), hub: null as Hub | null }));
  type Node = (typeof nodes)[number];
  let heads: { at: number; place: Place }[] = [{ at: clock.now(), place: log.place() }];
  let backup: MemoryBackup = log.backup();
  let lives = 1;
  const outlets = new Map<Outlet, { line: SimLine; referee: Referee; node: Node }>();
  const screens: Screen[] = views.slice(0, 3).map(newScreen);

  // ---- the server

  async function startNode(node: Node): Promise<void> {
    const hub = await createHub({ log: node.log, clock, ringSize: RING, trouble: ignoreCut });
    node.hub = hub;
    const each = (run: (outlet: Outlet) => void) =>
      [...outlets].forEach(([outlet, { node: of }]) => of === node && run(outlet));
    const grown = () => each((outlet) => outlet.grown());
    hub.onGrown(createRounds(clock, () => outlets.size, grown));
    hub.onReplaced(() => each((outlet) => outlet.replaced()));
  }

  function crash(which: number): void {
    const node = nodes[which]!;
    node.hub?.close();
    node.hub = null;
    for (const { line, node: of } of outlets.values()) if (of === node) line.reset();
  }

  /** Starts what has crashed; one that is cut off from the store does not come up. */
  async function restart(): Promise<void> {
    for (const node of nodes) if (!node.hub && node.log.isUp()) await startNode(node);
  }

  function ignoreCut(what: string, error: unknown): void {
    if (!(error instanceof StoreUnavailable)) fail(what, error);
  }

  function fail(what: string, error?: unknown): never {
    throw new Error(`${what} ${error instanceof Error ? error.message : ''}`);
  }

  /** A board that another node kept may be further on than what this one was told. */
  function placeAt({ hub, log }: Node): Place {
    const told = log.place();
    return hub && hub.place().epoch === told.epoch && hub.place().seq > told.seq ? hub.place() : told;
  }

  // ---- the lines between

  function newScreen(view: View): Screen {
    return {
      view,
      seen: { view },
      state: null,
      line: null,
      outlet: null,
      node: null,
      referee: null,
      snapshots: 'given',
      damaged: false,
      stop: () => {},
    };
  }

  function dial(screen: Screen, resume: Place | null, receive: (input: LineInput) => void): Line {
    const seen = { view: screen.view };
    const node = nodes[Math.floor(random() * LAGS.length)]!;
    if (screen.node && screen.node !== node) count('came to another node');
    screen.node = node;
    const referee = createReferee({
      log: { ...node.log, place: () => placeAt(node) },
      reference,
      view: () => seen.view,
      now: clock.now,
      maxLag,
      floor: () => node.hub!.log.floor,
      unsentSince: () => line.unsentSince,
      count,
    });
    let outlet: Outlet | undefined;
    const line: SimLine = createSimLine({
      clock,
      latency: 1 + Math.floor(random() * 40),
      written: referee.written,
      drained: () => outlet?.drained(),
      deliver(message) {
        count(`delivered: ${message.event}`);
        line.confirmed ||= confirms(message);
        receive({ is: message.event, frame: message.frame } as LineInput);
      },
      serve: (message) => outlet && serve(message, outlet, referee, line),
      befell(mishap, event) {
        count(`${mishap}: ${event}`);
        if (mishap === 'damaged') screen.damaged = true;
      },
      lost: () => receive({ is: 'lost', why: 'closed' }),
      closed() {
        outlet?.closed();
        if (outlet) outlets.delete(outlet);
      },
    });
    clock.after(line.latency, () => {
      const { hub } = node;
      if (!hub) return line.reset();
      referee.asked(resume);
      seen.view = screen.view;
      const { isCurrent } = node.log;
      const parts = { wire: line.wire, hub, view: screen.view, resume, builds: BUILDS, beats, clock, random, maxLag };
      outlet = createOutlet({ ...parts, isCurrent });
      outlets.set(outlet, { line, referee, node });
      everySecond(line.position, () => line.open);
      Object.assign(screen, { outlet, line, referee, seen });
    });
    // The zombie's frames still reach the follower after it has hung up; its words reach nobody.
    let hungUp = false;
    const say = (message: Message) => hungUp || line.toServer(message);
    return {
      follow: (place) => void say({ event: 'follow', frame: place }),
      ack: (batch) => void say({ event: 'ack', frame: batch }),
      hangUp() {
        hungUp = true;
        if (!line.dead) clock.after(line.latency, () => outlet && outlets.has(outlet) && line.reset());
      },
    };
  }

  const confirms = ({ event, frame }: Message) => event === 'beat' && (frame as Beat).seq === (frame as Beat).head;

  function everySecond(run: () => void, goesOn: () => boolean): void {
    clock.after(1000, () => {
      run();
      if (goesOn()) everySecond(run, goesOn);
    });
  }

  function serve(message: Message, outlet: Outlet, referee: Referee, line: SimLine): void {
    if (message.event === 'follow') {
      referee.asked(message.frame as Place);
      return outlet.follow(message.frame as Place);
    }
    const honest = referee.acked(message.frame as number);
    const taken = outlet.ack(message.frame as number);
    if (taken !== honest) fail(taken ? 'the server took a forged ack' : 'the server refused an honest ack');
    if (taken) return;
    count('forged ack cut');
    line.reset();
  }

  async function fetchSnapshot(screen: Screen, signal: AbortSignal): Promise<Snapshot> {
    const { snapshots } = screen;
    const later = (ms: number) => new Promise<void>((done) => void clock.after(ms, done));
    await later(random() * 100);
    if (snapshots === 'lost')
      await new Promise((_, refuse) => signal.addEventListener('abort', () => refuse(new Error('aborted'))));
    // Asked of any of them, not of the one that the line goes to.
    const { hub } = nodes[Math.floor(random() * LAGS.length)]!;
    if (snapshots === 'refused' || !hub) throw new Error('snapshot refused');
    const snapshot = JSON.parse(JSON.stringify(takeSnapshot(hub, screen.view, clock.now()))) as Snapshot;
    // On its way for a while: the log may move on, or be replaced, before it arrives.
    await later(random() * 800);
    return snapshot;
  }

  function follow(screen: Screen): void {
    screen.stop = startLink({
      dial: ({ resume, receive }) => dial(screen, resume, receive),
      fetchSnapshot: (_url, signal) => fetchSnapshot(screen, signal),
      clock,
      random,
      build: '1.0.0',
      reload: () => fail('a page reloaded for nothing'),
      onChange(state) {
        if (state.why !== screen.state?.why) count(`why: ${state.why}`);
        if (state.phase.is === 'asking' && screen.state?.phase.is === 'syncing') screen.damaged = false;
        screen.state = state;
      },
      onPositions: () => {},
    });
  }

  // ---- what must hold at every moment

  function check(): void {
    for (const [index, screen] of screens.entries()) {
      const { state } = screen;
      if (state?.place && state.board && !screen.damaged) checkTruth(index, state);
      if (state?.link === 'live') checkLive(index, state);
    }
    for (const { line, referee } of outlets.values()) checkCut(line, referee);
  }

  function checkTruth(index: number, { place, board, view: key }: Follower): void {
    const view = views.find((one) => key === (one.area ? `${one.name}@${one.area}` : one.name))!;
    const truth = reference.truth(place!.hash, view);
    if (truth !== stateHash(board!)) fail(`screen ${index} shows what never was at ${JSON.stringify(place)}`);
  }

  function checkLive(index: number, { place }: Follower): void {
    if (!screens[index]!.line!.confirmed) fail(`screen ${index} says live without a beat on this connection`);
    const then = clock.now() - LIVE_LAG_MS;
    const old = heads.findLast((head) => head.at <= then)?.place;
    if (!old) return;
    count('live checked');
    const missing = place!.seq < old.seq;
    const elsewhere = place!.epoch !== old.epoch;
    if (missing || elsewhere)
      fail(`screen ${index} says live at ${JSON.stringify(place)}, ${LIVE_LAG_MS} ms after ${JSON.stringify(old)}`);
  }

  function checkCut(line: SimLine, referee: Referee): void {
    const waits = [line.unsentSince, referee.unackedSince].map((since) => clock.now() - (since ?? clock.now()));
    if (Math.max(...waits) > 15_000) fail('a slow client was not cut in 15 s');
    for (const event of ['facts', 'beat']) {
      const queued = line.unsent.filter((message) => message.event === event).length;
      if (queued > 1) fail(`${queued} ${event} are queued for a client that does not read`);
    }
    if (line.unsent.length > 8) fail(`${line.unsent.length} frames are queued for a client that does not read`);
  }

  /** Lets promises that are due run. */
  const breathe = () => new Promise<void>((done) => setImmediate(done));

  async function advance(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 100) {
      clock.advance(Math.min(100, left));
      await breathe();
      check();
    }
  }

  function append(facts: readonly NewFact[]): void {
    log.add(...facts);
    heads.push({ at: clock.now(), place: log.place() });
  }

  // ---- the end: everything heals, nobody helps

  function settled(): boolean {
    const head = log.place();
    return screens.every(
      ({ state }) => state?.link === 'live' && state.place?.seq === head.seq && state.place.hash === head.hash,
    );
  }

  const states = () =>
    JSON.stringify(
      screens.map(({ state, line }) => [
        state?.link,
        state?.phase,
        state?.place?.seq,
        state?.why,
        clock.now() - (state?.confirmedAt ?? 0),
        clock.now() - (state?.heardAt ?? 0),
        state?.failures,
        line?.latency,
        line?.flight.length,
        line?.unsent.length,
        line?.open,
      ]),
      null,
      1,
    );

  async function settle(): Promise<void> {
    for (const node of nodes) node.log.heal();
    await restart();
    for (const screen of screens) {
      screen.snapshots = 'given';
      if (screen.line) {
        screen.line.unstall();
        screen.line.next = null;
      }
    }
    for (let waited = 0; !settled(); waited += 1000) {
      if (waited > 180_000) fail(`not settled: ${states()}`);
      await advance(1000);
    }
    // Long enough for a state hash to come by, and for whatever is wrong to be found and healed.
    await advance(25_000);
    for (let waited = 0; !settled(); waited += 1000) {
      if (waited > 60_000) fail(`did not stay settled: ${states()}`);
      await advance(1000);
    }
    for (const screen of screens) screen.damaged = false;
    check();
  }

  await restart();
  screens.forEach(follow);

  return {
    clock,
    screens,
    append,
    advance,
    settle,
    crash,
    restart,
    cut: (which: number) => nodes[which]!.log.cut(),
    heal: (which: number) => nodes[which]!.log.heal(),
    /** The servers start while facts are being committed. */
    async restartBusily(facts: readonly NewFact[]) {
      const started = restart();
      started.catch(() => {});
      for (const fact of facts) {
        append([fact]);
        await Promise.resolve();
      }
      await started;
    },
    backUp: () => void (backup = log.backup()),
    async restore(rotate: boolean) {
      log.restore(backup, rotate ? `epoch000${++lives}` : undefined);
      heads = [{ at: clock.now(), place: log.place() }];
      for (const node of nodes) {
        // Whoever is cut off learns of it when it is not any more.
        node.log.restored();
        node.log.heal();
        await node.hub?.reload();
      }
    },
    stop() {
      screens.forEach((screen) => screen.stop());
      for (const { hub } of nodes) hub?.close();
    },
    breathe,
  };
}
