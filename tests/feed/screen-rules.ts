import assert from 'node:assert/strict';
import { stateHash } from '#data/fold/state-hash.ts';
import { aFollowingScreen, aLiveScreen, aScreen, boardAt, facts, hashAt, hello, snapshot } from './a-screen.ts';

const OTHER = 'epoch0002' as never;
const hash = (screen: { state: { board: unknown } }) => stateHash(screen.state.board as never);

/**
 * What the protocol asks of a client, one sentence each, with the rules it comes from. Plain
 * functions, so that the search for toothless tests can run them with a guard taken away.
 */
export const screenRules: Record<string, () => void> = {
  'a new screen dials without a place, and is booting (P2, P26)'() {
    const screen = aScreen();
    assert.deepEqual(screen.effects, [{ do: 'dial', conn: 1, resume: null }]);
    assert.equal(screen.link, 'boot');
  },
  'a screen that is told to takes a snapshot, follows from it, and is live at the first beat that says it has all (P10, P24)'() {
    const screen = aScreen().hello({ mode: 'snapshot', because: 'new' });
    assert.deepEqual(screen.effects, [{ do: 'fetch', ask: 1, url: '/api/v1/snapshot' }]);
    assert.equal(screen.link, 'syncing');
    screen.snapshot(5);
    assert.deepEqual(screen.effects, [{ do: 'follow', place: { epoch: 'epoch0001', seq: 5, hash: hashAt(5) } }]);
    screen.hello();
    assert.equal(screen.link, 'catchup');
    screen.beat(5);
    assert.equal(screen.link, 'live');
    assert.equal(hash(screen), stateHash(boardAt(5)));
  },
  'a screen that lost its connection asks to go on from where it stands, and does not take a snapshot (P6)'() {
    const screen = aLiveScreen().facts(5, 7).take({ is: 'lost', conn: 1, why: 'reset' });
    assert.equal(screen.link, 'stale');
    screen.wait(1000);
    assert.deepEqual(screen.effects, [
      { do: 'dial', conn: 2, resume: { epoch: 'epoch0001', seq: 7, hash: hashAt(7) } },
    ]);
    screen.hello();
    assert.deepEqual(screen.effects, []);
    assert.equal(screen.link, 'catchup');
    assert.equal(screen.beat(7).link, 'live');
  },
  'a screen goes on only if the server agrees, and in the same epoch (P6)'() {
    for (const about of [{ mode: 'snapshot', because: 'other history' } as const, { epoch: OTHER }]) {
      const screen = aLiveScreen().take({ is: 'lost', conn: 1, why: 'reset' }).wait(1000).hello(about);
      assert.deepEqual(screen.wants.concat(screen.wait(2000).wants).slice(0, 1), ['fetch']);
    }
  },
  'a screen whose connection shows another view takes a snapshot (P8)'() {
    const screen = aLiveScreen().take({ is: 'lost', conn: 1, why: 'reset' }).wait(1000).hello({ view: 'public-wall' });
    assert.ok(screen.wants.concat(screen.wait(2000).wants).includes('fetch'));
    assert.equal(screen.link, 'syncing');
  },
  'a snapshot of another view than the connection shows means that both are asked anew (P8)'() {
    const screen = aScreen().hello({ mode: 'snapshot' }).snapshot(5, { view: 'public-wall' }).hello();
    assert.deepEqual(screen.wants, ['hang-up']);
  },
  'between its follow and the answer, facts and beats do not count but are acknowledged (P10, P17)'() {
    const screen = aScreen().hello({ mode: 'snapshot' }).snapshot(5);
    screen.facts(3, 9, { batch: 3 });
    assert.deepEqual(screen.effects, [{ do: 'ack', batch: 3 }]);
    screen.beat(9);
    assert.deepEqual(screen.effects, []);
    assert.equal(screen.state.place?.seq, 5);
    screen.beat(5);
    assert.equal(screen.link, 'catchup');
  },
  'facts that come while a snapshot is fetched do not count (P10, P17)'() {
    const screen = aLiveScreen().facts(8, 9, { batch: 1 }).facts(5, 8, { batch: 2 });
    assert.deepEqual(screen.wants, ['ack']);
    assert.equal(screen.state.place?.seq, 5);
  },
  'an answer to a request that was given up does not count (P11)'() {
    const screen = aScreen().hello({ mode: 'snapshot' }).wait(250);
    screen.take({ is: 'snapshot', ask: 0, snapshot: snapshot(3) });
    assert.equal(screen.state.board, null);
    screen
      .snapshot(5)
      .hello()
      .take({ is: 'snapshot', ask: 1, snapshot: snapshot(4) });
    assert.equal(screen.state.place?.seq, 5);
    screen.take({ is: 'snapshot-failed', ask: 1, why: 'too late' });
    assert.deepEqual(screen.effects, []);
  },
  'facts are folded in, and a table that none of them touches stays the very same (P12)'() {
    const screen = aLiveScreen();
    const before = screen.state.board!;
    screen.facts(5, 7);
    assert.equal(hash(screen), stateHash(boardAt(7)));
    assert.equal(screen.state.board!.incidents, before.incidents);
    screen.facts(7, 9, { facts: [] });
    assert.equal(screen.state.place?.seq, 9);
    assert.equal(screen.link, 'live');
  },
  'facts of another epoch mean a snapshot (P16)'() {
    assert.deepEqual(aLiveScreen().facts(5, 6, { epoch: OTHER }).wants, ['ack', 'fetch']);
  },
  'a gap means a snapshot (P16)'() {
    assert.deepEqual(aLiveScreen().facts(6, 7).wants, ['ack', 'fetch']);
  },
  'repeated facts are acknowledged and change nothing (P16, P17)'() {
    const screen = aLiveScreen().facts(5, 7);
    const { board, place } = screen.state;
    screen.facts(5, 7, { batch: 2 }).facts(5, 6, { batch: 2 });
    assert.deepEqual(screen.wants, ['ack']);
    assert.equal(screen.state.board, board);
    assert.equal(screen.state.place, place);
  },
  'of a batch that overlaps, only what is new is folded in (P16)'() {
    const screen = aLiveScreen().facts(5, 7);
    const { units } = screen.state.board!;
    const change = { kind: 'cell.staffing-changed', cell: 'c1', staffed: false, at: 1, seq: 8 } as never;
    const again = { kind: 'unit.contact-changed', unit: 'u1', contact: 'live', at: 1, seq: 7 } as never;
    screen.facts(6, 8, { facts: [again, change] });
    assert.equal(screen.state.board!.units, units);
    assert.equal(screen.state.place?.seq, 8);
  },
  'a screen that knows of more to come is not live (P24)'() {
    const screen = aLiveScreen().facts(5, 6, { more: true });
    assert.equal(screen.link, 'catchup');
  },
  'a beat that names a later head means catching up, and the next that names ours makes it live (P24)'() {
    const screen = aLiveScreen().beat(5, { head: 9 as never });
    assert.equal(screen.link, 'catchup');
    assert.equal(screen.facts(5, 9).link, 'catchup');
    assert.equal(screen.beat(9).link, 'live');
  },
  'a beat for an earlier position than ours confirms nothing (P24)'() {
    const screen = aFollowingScreen().beat(4);
    assert.equal(screen.link, 'catchup');
    assert.deepEqual(screen.effects, []);
  },
  'a beat of another epoch means a snapshot (P23)'() {
    assert.deepEqual(aLiveScreen().beat(5, { epoch: OTHER }).wants, ['fetch']);
  },
  'a beat beyond our position means that facts were lost (P23)'() {
    assert.deepEqual(aLiveScreen().beat(6).wants, ['fetch']);
  },
  'a beat from nowhere means that a resync was lost (P23)'() {
    assert.deepEqual(aLiveScreen().beat(0, { head: 5 as never }).wants, ['fetch']);
  },
  'another hash at our own position means another history (P23)'() {
    assert.deepEqual(aLiveScreen().beat(5, { hash: hashAt(99) }).wants, ['fetch']);
  },
  'a state hash that differs means a snapshot, the right one does not (P23)'() {
    assert.deepEqual(aLiveScreen().beat(5, { stateHash: stateHash(boardAt(5)) }).wants, []);
    const screen = aLiveScreen().beat(5, { stateHash: stateHash(boardAt(4)) });
    assert.deepEqual(screen.wants, ['fetch']);
    assert.equal(screen.link, 'syncing');
  },
  'a screen that is wrong again and again asks for snapshots ever more seldom (P27)'() {
    const screen = aLiveScreen();
    const asked: number[] = [];
    for (let tries = 0; tries < 12; tries++) {
      screen.hello().beat(screen.state.place!.seq, { stateHash: stateHash(boardAt(1)) });
      while (!screen.wants.includes('fetch')) screen.take({ is: 'positions', conn: 1 }).wait(250);
      asked.push(screen.now);
      screen.snapshot(5);
    }
    const waits = asked.slice(1).map((at, i) => at - asked[i]!);
    assert.ok(waits.at(-1)! > 10_000 && waits.at(-1)! <= 30_250, `${waits}`);
  },
  'a picture is live for 6 s after a confirmation, then stale, though other frames come (P25)'() {
    const screen = aLiveScreen().wait(5000).take({ is: 'positions', conn: 1 });
    assert.equal(screen.link, 'live');
    screen.wait(1250);
    assert.equal(screen.link, 'stale');
  },
  'a confirmation counts from when it was said (P25)'() {
    const screen = aLiveScreen().wait(10_000 - 250);
    screen.beat(5, { now: screen.now - 3000 });
    assert.equal(screen.link, 'live');
    screen.wait(3250);
    assert.equal(screen.link, 'stale');
  },
  'the way of the hello is not taken for a difference of the clocks (P25)'() {
    const screen = aScreen().hello({ mode: 'snapshot' }).snapshot(5);
    screen.wait(5000);
    // The answer was five seconds on its way, and so is every beat.
    screen.hello({ now: screen.now - 5000 }).wait(2000);
    screen.beat(5, { now: screen.now - 5000 });
    assert.deepEqual(screen.wants, ['hang-up']);
    assert.notEqual(screen.link, 'live');
  },
  'clocks that differ by hours make no picture look old or new (P25)'() {
    for (const hours of [-5, 5]) {
      const [screen, skew] = [aScreen(), hours * 3_600_000];
      screen
        .hello({ mode: 'snapshot', now: screen.now + skew })
        .snapshot(5)
        .hello({ now: screen.now + skew });
      for (let beats = 0; beats < 20; beats++)
        assert.equal(screen.wait(2000).beat(5, { now: screen.now + skew }).link, 'live');
      assert.equal(screen.wait(6250).link, 'stale');
    }
  },
  'clocks that drift apart by 50 millionths never make a picture stale (P25)'() {
    for (const drift of [-50e-6, 50e-6]) {
      const screen = aLiveScreen();
      const start = screen.now;
      for (let hours = 0; hours < 72; hours++) {
        screen.now += 3_600_000;
        screen.beat(5, { now: Math.round(screen.now + (screen.now - start) * drift) });
        assert.equal(screen.link, 'live');
      }
    }
  },
  'a beat that comes more than 4 s late means another connection (P25)'() {
    const screen = aLiveScreen().wait(8000);
    screen.beat(5, { now: screen.now - 4250 });
    assert.deepEqual(screen.wants, ['hang-up']);
  },
  'silence makes a picture stale after 6 s, means another connection after 10 s, and is down after 15 s (P26)'() {
    const screen = aLiveScreen().wait(6000);
    assert.equal(screen.link, 'live');
    assert.equal(screen.wait(250).link, 'stale');
    assert.deepEqual(screen.wait(3750).wants, []);
    assert.deepEqual(screen.wait(250).wants, ['hang-up']);
    assert.equal(screen.wait(4750).link, 'stale');
    assert.equal(screen.wait(250).link, 'down');
  },
  'a screen that never had a picture is down after 15 s (P26)'() {
    const screen = aScreen().take({ is: 'lost', conn: 1, why: 'refused' });
    assert.equal(screen.wait(15_000).link, 'boot');
    assert.equal(screen.wait(250).link, 'down');
  },
  'a screen tries for ever, with waits that grow to 30 s and not beyond (P27)'() {
    const screen = aScreen({ random: 1 });
    const waits: number[] = [];
    for (let tries = 0; tries < 100; tries++) {
      const lost = screen.now;
      screen.take({ is: 'lost', conn: screen.state.conn, why: 'refused' });
      while (!screen.wants.includes('dial')) screen.wait(250);
      waits.push(screen.now - lost);
    }
    assert.equal(waits[0], 1000);
    assert.deepEqual(new Set(waits.slice(20)), new Set([30_000]));
  },
  'a wait is anywhere up to its bound (P27)'() {
    assert.ok(aScreen({ random: 0 }).take({ is: 'lost', conn: 1, why: '' }).wait(250).wants.includes('dial'));
    assert.ok(!aScreen({ random: 0.9 }).take({ is: 'lost', conn: 1, why: '' }).wait(750).wants.includes('dial'));
  },
  'no hello within 10 s means another connection, at the start and after a follow (P27)'() {
    assert.deepEqual(aScreen().wait(10_250).wants, ['hang-up']);
    const screen = aScreen().hello({ mode: 'snapshot' }).snapshot(5);
    for (let beats = 0; beats < 5; beats++) screen.wait(2000).beat(0);
    assert.deepEqual(screen.wait(250).wants, ['hang-up']);
  },
  'following for 20 s without facts or a confirmation means another connection (P27)'() {
    const screen = aLiveScreen();
    for (let at = 0; at < 20; at++)
      assert.ok(!screen.take({ is: 'positions', conn: 1 }).wait(1000).wants.includes('hang-up'));
    assert.deepEqual(screen.take({ is: 'positions', conn: 1 }).wait(250).wants, ['hang-up']);
  },
  'no snapshot within 60 s means another request (P27)'() {
    const screen = aScreen().hello({ mode: 'snapshot' });
    for (let beats = 0; beats < 30; beats++) assert.deepEqual(screen.beat(0).wait(2000).wants, []);
    assert.ok(screen.beat(0).wait(3000).wants.includes('fetch'));
  },
  'a snapshot that is refused is asked for again (P27)'() {
    const screen = aScreen().hello({ mode: 'snapshot' }).take({ is: 'snapshot-failed', ask: 1, why: 'HTTP 503' });
    assert.deepEqual(screen.wait(2000).wants, ['fetch']);
  },
  'what comes over a connection that was given up does not count (P28)'() {
    const screen = aLiveScreen().take({ is: 'lost', conn: 1, why: 'reset' });
    const given = screen.state;
    screen.take({ is: 'facts', conn: 1, frame: facts(5, 6) });
    assert.deepEqual([screen.state.place, screen.wants], [given.place, []]);
    screen.wait(1000);
    assert.equal(screen.state.conn, 2);
    screen.take({ is: 'hello', conn: 1, frame: hello() });
    assert.equal(screen.state.phase.is, 'opening');
    screen.take({ is: 'lost', conn: 1, why: 'closed' });
    assert.equal(screen.state.phase.is, 'opening');
  },
  'a connection that breaks is replaced, and what it confirmed does not make the next one live (P24, P27)'() {
    const screen = aLiveScreen({ random: 0 }).take({ is: 'lost', conn: 1, why: 'reset' });
    assert.deepEqual(screen.wants, ['hang-up']);
    assert.deepEqual(screen.wait(250).wants, ['dial']);
    assert.equal(screen.hello().link, 'catchup');
  },
  'a resync means a snapshot, whatever its reason (P29)'() {
    for (const why of ['floor', 'lag', 'epoch', 'hash', 'view'] as const) {
      const screen = aLiveScreen().take({ is: 'resync', conn: 1, frame: { why } });
      assert.deepEqual([screen.wants, screen.link], [['fetch'], 'syncing']);
    }
  },
  'after a goodbye the screen comes back when it was told to (P31)'() {
    const screen = aLiveScreen().take({ is: 'bye', conn: 1, frame: { why: 'shutdown', retryMs: 1500 } });
    assert.deepEqual(screen.wants, ['hang-up']);
    assert.equal(screen.link, 'stale');
    assert.deepEqual(screen.wait(1250).wants, []);
    assert.deepEqual(screen.wait(250).wants, ['dial']);
  },
  'a page that is too old loads itself anew, once a minute at most (P32)'() {
    const old = (about: object) => aScreen({ build: '0.9.9', ...about }).hello({ minBuild: '0.10.0' });
    assert.ok(old({}).wants.includes('reload'));
    const again = old({ reloadedAt: aScreen().now - 59_000 });
    assert.ok(!again.wants.includes('reload'));
    assert.ok(again.wait(30_000).wants.includes('dial'));
    const told = aScreen().take({ is: 'bye', conn: 1, frame: { why: 'upgrade', retryMs: 1000 } });
    assert.ok(told.wants.includes('reload'));
    assert.ok(aScreen().hello({ protocol: 2 }).wants.includes('reload'));
    assert.ok(!aScreen({ build: '0.10.0' }).hello({ minBuild: '0.10.0' }).wants.includes('reload'));
  },
  'a screen whose right was revoked forgets what it showed (P33)'() {
    const screen = aLiveScreen().take({ is: 'bye', conn: 1, frame: { why: 'revoked', retryMs: 10_000 } });
    assert.deepEqual([screen.state.board, screen.state.place, screen.link], [null, null, 'down']);
    assert.deepEqual(screen.wait(10_000).effects, [{ do: 'dial', conn: 2, resume: null }]);
  },
};
