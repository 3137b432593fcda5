import type { Clock } from '#data/kit/clock.ts';
import type { Store } from '../store/store.ts';
import { createAudit, type Audit } from './audit.ts';
import { createGate, type Gate } from './gate.ts';
import { createRegister, type Register } from './register.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createDoor, type Door } from './sign-in.ts';
import { createThrottle } from './throttle.ts';

/** Everything about who may do what, joined. */
export type Access = {
  gate: Gate;
  register: Register;
  sessions: Sessions;
  door: Door;
  audit: Audit;
  /** Reads people and sessions anew: the store was exchanged. */
  reload(): Promise<void>;
};

type Parts = {
  store: Pick<Store, 'tokens' | 'drawers' | 'log'>;
  clock: Clock;
  secret: string;
  demo: boolean;
  trouble: (what: string, error: unknown) => void;
};

export async function createAccess({ store, clock, secret, demo, trouble }: Parts): Promise<Access> {
  const { drawers, tokens, log } = store;
  const audit = createAudit({ log, clock });
  const register = createRegister(drawers);
  const sessions = createSessions({ drawers, register, clock, audit, demo, trouble });
  const door = createDoor({ register, sessions, throttle: createThrottle(clock), clock, audit, demo });
  const gate = createGate({ tokens, secret, sessions, clock });

  async function reload(): Promise<void> {
    await register.reload();
    await sessions.reload();
  }
  await reload();
  return { gate, register, sessions, door, audit, reload };
}
