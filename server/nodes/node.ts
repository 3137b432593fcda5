import { randomBytes } from 'node:crypto';
import type { Clock } from '#data/kit/clock.ts';
import type { Leases } from '../store/leases.ts';
import { keepLease, type KeptLease } from './keep-lease.ts';

/** What one process of all that stand on the store does for all. The demo goes with the watch: it stands the clock that the watch goes by. */
export type Duty = 'watch' | 'retention';

/** This process, of all that stand on the same store. */
export type Node = {
  /** What people call it. */
  readonly name: string;
  /** The lease of a duty; asked for from the first call on. */
  duty(duty: Duty): KeptLease;
  /** The store was exchanged: whatever it had, it takes there. */
  again(): Promise<void>;
  /** Gives back what it has. */
  stop(): Promise<void>;
};

type Parts = {
  name: string;
  leases: Leases;
  clock: Clock;
  trouble: (what: string, error: unknown) => void;
};

export function createNode({ name, ...parts }: Parts): Node {
  // A process that was started again under the same name is another one: the one before may only be paused.
  const holder = `${name}#${randomBytes(4).toString('hex')}`;
  const duties = new Map<Duty, KeptLease>();
  return {
    name,
    duty(lease) {
      const kept = duties.get(lease) ?? keepLease({ ...parts, lease, holder });
      duties.set(lease, kept);
      return kept;
    },
    again: async () => void (await Promise.all([...duties.values()].map((kept) => kept.again()))),
    stop: async () => void (await Promise.all([...duties.values()].map((kept) => kept.stop()))),
  };
}
