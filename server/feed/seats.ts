import { accepted, refused, type Result } from '#data/kit/result.ts';
import { networkOf } from '../network.ts';

/** Whose a connection is: the session of a person or the token of a display or program, and from where. */
export type Seat = { kind: 'session' | 'token'; id: string };

/** The most connections at once. */
export type SeatLimits = {
  all: number;
  /** Of all, what tokens never take: displays and programs leave room for people. */
  keptForPeople: number;
  perSession: number;
  perToken: number;
  /** From one address (network.ts), of sessions and of tokens each for themselves: no screen takes the room of people beside it. */
  perAddress: number;
};

/** Counts connections by whose they are, so that whoever has too many is refused and nobody else. */
export type Seats = {
  /** What gives the seat back, once; or what there are too many of, a sentence for the peer. */
  take(seat: Seat, address: string): Result<() => void, string>;
  readonly size: number;
};

export function createSeats(limits: SeatLimits): Seats {
  const taken = new Map<string, number>();
  const of = (key: string) => taken.get(key) ?? 0;
  let size = 0;

  function count(keys: readonly string[], by: 1 | -1): void {
    size += by;
    for (const key of keys) {
      const now = of(key) + by;
      if (now > 0) taken.set(key, now);
      else taken.delete(key);
    }
  }

  function tooMany(kind: Seat['kind'], [own, there, ofKind]: readonly [string, string, string]): string | null {
    if (of(own) >= (kind === 'session' ? limits.perSession : limits.perToken)) return `of this ${kind}`;
    if (of(there) >= limits.perAddress) return 'from this address';
    const isFull = kind === 'token' && of(ofKind) >= limits.all - limits.keptForPeople;
    return isFull || size >= limits.all ? 'in all' : null;
  }

  return {
    take({ kind, id }, address) {
      const keys = [`${kind} ${id}`, `${kind}s at ${networkOf(address)}`, kind] as const;
      const what = tooMany(kind, keys);
      if (what !== null) return refused(`too many connections ${what}`);
      count(keys, 1);
      let isTaken = true;
      return accepted(() => {
        if (isTaken) count(keys, -1);
        isTaken = false;
      });
    },
    get size() {
      return size;
    },
  };
}
