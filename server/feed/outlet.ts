import { BEAT_MS, PROTOCOL, WINDOW, type Bye, type Hello, type Place, type Resync } from '#data/contract/feed.ts';
import type { ChainHash, Seq, StateHash } from '#data/contract/ids.ts';
import { viewKey, type View } from '#data/contract/view.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Random } from '#data/kit/random.ts';
import type { Beats } from './beats.ts';
import type { Hub } from './hub.ts';
import { splitPacket, textPacket, type Packet } from './packet.ts';
import { planStart } from './plan.ts';

/** A peer that neither acknowledges nor drains for this long is cut. */
const SLOW_MS = 10_000;
/** How long a beat waits for the peer to be at the head, so that a busy moment is not taken for a lag. */
const PATIENCE_MS = 500;
/** At least this long between two state hashes to one peer. */
const PROOF_MS = 10_000;

/** One connection, as far as the outlet knows it. */
export type Wire = {
  /** Whether everything written so far has been handed to the operating system. */
  drained(): boolean;
  write(packet: Packet): void;
  /** Closes once what was written has left, or after a moment without that. */
  close(): void;
};

/** Which pages this server goes with. */
export type Builds = { build: string; minBuild: string };

/**
 * The feed of one connection. It keeps no queue: it remembers the position it has sent and pulls
 * the next batch from the edition when the peer has drained and its window is open.
 */
export type Outlet = {
  readonly view: View;
  /** Null while the peer has to take a snapshot and follow. */
  readonly sent: Place | null;
  follow(place: Place): void;
  /** False when the peer acknowledges what was never sent: a protocol error. */
  ack(batch: number): boolean;
  /** The wire has drained. */
  drained(): void;
  /** The log has grown. */
  grown(): void;
  /** The log is another one now. */
  replaced(): void;
  /** From now on the peer sees another view. */
  show(view: View): void;
  bye(why: Bye['why']): void;
  /** The connection is gone. */
  closed(): void;
};

export type OutletParts = {
  wire: Wire;
  hub: Hub;
  view: View;
  resume: Place | null;
  builds: Builds;
  beats: Beats;
  clock: Clock;
  random: Random;
  /** A live peer further behind than this many facts is better served by a snapshot. */
  maxLag?: number;
  /** Whether the hub shows what the store has, as far as is known. */
  isCurrent?: (() => boolean) | undefined;
};

export function createOutlet({
  wire,
  hub,
  resume,
  builds,
  beats,
  clock,
  random,
  maxLag = 5000,
  isCurrent = () => true,
  ...parts
}: OutletParts): Outlet {
  let { view } = parts;
  let open = true;
  let sent: Place | null = null;
  let batch = 0;
  let acked = 0;
  /** Has been at the head since it follows. */
  let caughtUp = false;
  let unackedSince: number | null = null;
  let undrainedSince: number | null = null;
  let beatDueSince: number | null = null;
  let provedAt = -Infinity;
  let stopWaiting: Stop = () => {};

  const { log } = hub;
  const atHead = () => sent?.seq === log.head;

  function tell(event: string, frame: Hello | Resync | Bye): void {
    wire.write(textPacket(event, JSON.stringify(frame)));
  }

  function greet(have: Place | null): void {
    const plan = planStart(have, log);
    tell('hello', {
      protocol: PROTOCOL,
      ...builds,
      epoch: log.epoch,
      head: log.head,
      floor: log.floor,
      now: clock.now(),
      beatMs: BEAT_MS,
      window: WINDOW,
      view: viewKey(view),
      mode: plan.mode,
      because: plan.because,
      snapshotUrl: '/api/v1/snapshot',
    });
    sent = plan.mode === 'resume' ? plan.from : null;
    // What was under way before belongs to a position that no longer counts.
    acked = batch;
    unackedSince = null;
    caughtUp = false;
    if (sent) {
      provedAt = -Infinity;
      beatDueSince = clock.now();
    }
    step();
  }

  function resync(why: Resync['why']): void {
    sent = null;
    tell('resync', { why });
  }

  function pull(): void {
    while (open && sent && sent.seq < log.head && batch - acked < WINDOW && wire.drained()) {
      if (sent.seq < log.floor) return resync('floor');
      if (caughtUp && log.head - sent.seq > maxLag) return resync('lag');
      const next = hub.edition(view).batchAfter(sent.seq);
      wire.write(splitPacket('facts', `{"batch":${++batch},`, next.end));
      unackedSince ??= clock.now();
      sent = { epoch: log.epoch, seq: next.to, hash: log.hashAt(next.to) };
    }
    if (atHead()) caughtUp = true;
  }

  function step(): void {
    if (!open) return;
    pull();
    // A beat says that this is the truth: who does not know it says nothing, and the screen goes stale by itself.
    if (!isCurrent()) return;
    if (beatDueSince === null || !wire.drained()) return;
    if (sent === null || atHead() || clock.now() - beatDueSince >= PATIENCE_MS) beat();
  }

  function beat(): void {
    beatDueSince = null;
    const now = clock.now();
    const proof = proofAt(now);
    const at = sent ?? { epoch: log.epoch, ...nowhere };
    wire.write(beats.packet({ ...at, head: log.head, now, ...(proof && { stateHash: proof }) }));
  }

  function proofAt(now: number): StateHash | null {
    if (!atHead() || now - provedAt < PROOF_MS) return null;
    provedAt = now;
    return hub.edition(view).stateHash();
  }

  function everyBeat(): void {
    if (isSlow(clock.now())) return bye('slow');
    beatDueSince ??= clock.now();
    step();
    stopWaiting = beatDueSince === null ? () => {} : clock.after(PATIENCE_MS, step);
  }

  function isSlow(now: number): boolean {
    if (wire.drained()) undrainedSince = null;
    else undrainedSince ??= now;
    return now - (unackedSince ?? now) > SLOW_MS || now - (undrainedSince ?? now) > SLOW_MS;
  }

  function bye(why: Bye['why']): void {
    if (!open) return;
    tell('bye', { why, retryMs: retryAfter(why, random) });
    closed();
    wire.close();
  }

  function closed(): void {
    open = false;
    stopBeats();
    stopWaiting();
  }

  const stopBeats = beats.join(everyBeat);
  greet(resume);

  return {
    get view() {
      return view;
    },
    get sent() {
      return sent;
    },
    follow: greet,
    ack(upTo) {
      if (upTo > batch) return false;
      if (upTo <= acked) return true;
      acked = upTo;
      unackedSince = acked < batch ? clock.now() : null;
      step();
      return true;
    },
    drained() {
      undrainedSince = null;
      step();
    },
    grown: step,
    replaced() {
      const plan = planStart(sent, log);
      if (sent && plan.mode === 'snapshot') resync(plan.because === 'other log' ? 'epoch' : 'hash');
    },
    show(other) {
      view = other;
      if (sent) resync('view');
    },
    bye,
    closed,
  };
}

/** What a beat says before anything was sent. */
const nowhere = { seq: 0 as Seq, hash: '0000000000000000' as ChainHash };

/** Milliseconds until a peer should come back, spread so that all do not come at once. */
export function retryAfter(why: Bye['why'], random: Random): number {
  const [least, spread] = {
    shutdown: [500, 2500],
    slow: [1000, 4000],
    busy: [2000, 8000],
    upgrade: [2000, 8000],
    revoked: [10_000, 10_000],
  }[why] as [number, number];
  return Math.round(least + random() * spread);
}
