import { isDeepStrictEqual } from 'node:util';
import {
  WINDOW,
  type Beat,
  type Bye,
  type FactsFrame,
  type Hello,
  type Place,
  type Resync,
} from '#data/contract/feed.ts';
import type { View } from '#data/contract/view.ts';
import type { ChainHash } from '#data/contract/ids.ts';
import type { FactLog } from '#server/store/store.ts';
import { isInArea } from './facts.ts';
import type { Reference } from './reference.ts';
import type { Message } from './sim-line.ts';

/** Watches one connection and objects to whatever the protocol forbids the server. */
export type Referee = {
  /** The client asks to go on from here, or (null) has nothing. */
  asked(place: Place | null): void;
  /** @throws when the server must not have written this. */
  written(message: Message): void;
  /** Whether the server must take this acknowledgement. */
  acked(batch: number): boolean;
  /** Since when the oldest batch has been waiting for an acknowledgement. */
  readonly unackedSince: number | null;
};

export type RefereeParts = {
  log: FactLog;
  reference: Reference;
  /** What the client may see now. */
  view: () => View;
  now: () => number;
  maxLag: number;
  floor: () => number;
  /** Since when something has been waiting in the server's process. */
  unsentSince: () => number | null;
  count: (what: string) => void;
};

export function createReferee({ log, reference, view, now, maxLag, floor, unsentSince, count }: RefereeParts): Referee {
  let asks: Place | null = null;
  let at: Place | null = null;
  let batch = 0;
  let acked = 0;
  let caughtUp = false;
  let unackedSince: number | null = null;

  const object = (what: string, frame: unknown) => {
    throw new Error(`the server ${what}: ${JSON.stringify(frame).slice(0, 300)}`);
  };

  function hello(frame: Hello): void {
    count(`hello: ${frame.because}`);
    const head = log.place();
    const isHere = asks && asks.epoch === head.epoch && asks.seq >= frame.floor && asks.seq <= head.seq;
    const truth = isHere && reference.truth(asks!.hash, view()) !== null;
    if (frame.mode === 'resume' && (!truth || !(frame.epoch === asks!.epoch)))
      object('resumed from nowhere', { frame, asks });
    if (frame.floor !== floor() || frame.head !== head.seq) object('greeted wrongly', frame);
    at = frame.mode === 'resume' ? asks : null;
    acked = batch;
    unackedSince = null;
    caughtUp = false;
  }

  function facts(frame: FactsFrame): void {
    if (!at) return object('sent facts to a client that does not follow', frame);
    const head = log.place();
    if (frame.batch !== batch + 1) object('numbered a batch wrongly', frame);
    if (frame.epoch !== head.epoch || frame.from !== at.seq || frame.to <= frame.from || frame.to > head.seq) {
      object('sent facts out of place', { frame, at, head });
    }
    if (frame.more !== frame.to < head.seq) object('was wrong about more', frame);
    if (caughtUp && head.seq - frame.from > maxLag) object('let a live client lag', frame);
    checkFacts(at.hash, frame);
    batch = frame.batch;
    if (batch - acked > WINDOW) object('went beyond the window', frame);
    unackedSince ??= now();
    at = { epoch: frame.epoch, seq: frame.to, hash: frame.hash };
    caughtUp ||= frame.to === head.seq;
  }

  /** Nothing the view may not see, nothing invented, nothing that matters left out. */
  function checkFacts(from: ChainHash, frame: FactsFrame): void {
    const visible = new Map(reference.facts(from, frame.hash, view()).map((fact) => [fact.seq, fact]));
    for (const fact of frame.facts) {
      const expected = visible.get(fact.seq);
      if (!expected || !isDeepStrictEqual(fact, JSON.parse(JSON.stringify(expected))))
        object('sent another fact', fact);
      if (view().area !== undefined && !isInArea(fact)) object('sent a fact of another area', fact);
    }
    if (reference.after(from, frame.facts, view()) !== reference.truth(frame.hash, view()))
      object('left facts out', frame);
  }

  function beat(frame: Beat): void {
    const head = log.place();
    if (frame.head !== head.seq || frame.epoch !== head.epoch) object('told another head', frame);
    if (frame.seq !== (at?.seq ?? 0) || (at && frame.hash !== at.hash)) object('told another position', { frame, at });
    if (frame.stateHash === undefined) return;
    count('state hash told');
    if (frame.seq !== frame.head) object('told a state hash away from the head', frame);
    if (frame.stateHash !== reference.truth(frame.hash, view())) object('told a wrong state hash', frame);
  }

  function bye(frame: Bye): void {
    count(`bye: ${frame.why}`);
    const waits = [unsentSince(), unackedSince].map((since) => now() - (since ?? now()));
    if (frame.why === 'slow' && Math.max(...waits) < 8000) object('cut an honest client', { unackedSince, now: now() });
  }

  return {
    asked: (place) => void (asks = place),
    written({ event, frame }) {
      if (event === 'hello') hello(frame as Hello);
      if (event === 'facts') facts(frame as FactsFrame);
      if (event === 'beat') beat(frame as Beat);
      if (event === 'resync') {
        count(`resync: ${(frame as Resync).why}`);
        at = null;
      }
      if (event === 'bye') bye(frame as Bye);
    },
    acked(upTo) {
      if (upTo > batch) return false;
      if (upTo > acked) {
        acked = upTo;
        unackedSince = acked < batch ? now() : null;
      }
      return true;
    },
    get unackedSince() {
      return unackedSince;
    },
  };
}
