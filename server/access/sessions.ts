import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { PersonId, Time } from '#data/contract/ids.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Drawers } from '../store/store.ts';
import type { Audit } from './audit.ts';
import { mustEnrol, type PersonRecord } from './person-record.ts';
import type { Register } from './register.ts';
import { tokenDigest } from './token.ts';

/** How long a session is good, ms. */
export const SESSION_LIFE_MS = 12 * 3600_000;
/** Without a command for so long, the next one needs the password again, ms. */
export const IDLE_LOCK_MS = 15 * 60_000;
/** How often what has run out is looked for, ms. */
const SWEEP_MS = 20_000;

const KeptSession = z.object({
  person: PersonId,
  opened: Time,
  until: Time,
  how: z.enum(['password', 'oidc', 'demo']),
  /** Of the person, when it was opened. */
  generation: z.int(),
});

/** A signed-in browser. The id is the SHA-256 of its token, which is kept nowhere. */
export type Session = z.infer<typeof KeptSession> & { id: string };
export type Opened = { token: string; session: Session; record: PersonRecord };
type Ended = 'signed-out' | 'revoked' | 'changed' | 'expired';

export type Sessions = {
  reload(): Promise<void>;
  open(record: PersonRecord, how: Session['how']): Promise<Opened>;
  /** Null when it has ended, or its person may not be here. */
  byToken(token: string): { session: Session; record: PersonRecord } | null;
  signOut(session: Session): Promise<void>;
  /** After the person's generation has counted up: what is open of earlier ones is cut and put on record. */
  endStale(why: Ended): Promise<void>;
  /** Commands wait for the password. */
  isLocked(session: Session): boolean;
  /** A command, or the password: the time until the lock begins anew. */
  touch(session: Session): void;
  /** Commands wait for the password from now on. */
  lock(session: Session): void;
  /** Told at once of every session whose sockets must be cut. */
  onEnded(run: (id: string) => void): void;
  close(): void;
};

type Parts = {
  drawers: Drawers;
  register: Register;
  clock: Clock;
  audit: Audit;
  /** A demo runs here. */
  demo: boolean;
  trouble: (what: string, error: unknown) => void;
};

export function createSessions({ drawers, register, clock, audit, demo, trouble }: Parts): Sessions {
  let open = new Map<string, Session>();
  /** When somebody last did something. In memory: after a restart every session is locked. */
  const acted = new Map<string, number>();
  const told: ((id: string) => void)[] = [];
  let stopSweeping: Stop = clock.after(SWEEP_MS, sweep);

  /** Its person, when both are still good. */
  function holderOf(session: Session): PersonRecord | null {
    const record = register.byId(session.person);
    if (!record || record.left || record.generation !== session.generation) return null;
    return record.demo && !demo ? null : record;
  }

  const cut = (id: string) => {
    for (const run of told) run(id);
  };

  async function end(sessions: readonly Session[], why: Ended, by?: { id: PersonId }): Promise<void> {
    for (const { id } of sessions) {
      open.delete(id);
      acted.delete(id);
      cut(id);
    }
    for (const { id, person } of sessions) {
      await drawers.remove('session', id);
      await audit.put(by, { kind: 'audit.session-ended', person, why });
    }
  }

  function sweep(): void {
    const now = clock.now();
    const all = [...open.values()];
    const expired = all.filter(({ until }) => until <= now);
    // Those that a broken store kept from being ended in their time; nobody could use them since.
    const stale = all.filter((session) => session.until > now && !holderOf(session));
    end(expired, 'expired')
      .then(() => end(stale, 'revoked'))
      .catch((error: unknown) => trouble('ended sessions not on record', error));
    for (const session of all) {
      const record = holderOf(session);
      if (record && mustEnrol(record, now)) cut(session.id);
    }
    stopSweeping = clock.after(SWEEP_MS, sweep);
  }

  return {
    async reload() {
      for (const id of open.keys()) cut(id);
      acted.clear();
      const kept = await drawers.list('session');
      open = new Map(kept.map(({ id, body }) => [id, { id, ...KeptSession.parse(JSON.parse(String(body))) }]));
      await end(
        [...open.values()].filter((session) => session.until > clock.now() && !holderOf(session)),
        'revoked',
      );
    },
    async open(record, how) {
      const token = randomBytes(32).toString('base64url');
      const opened = clock.now();
      const { id: person, generation } = record;
      const kept = { person, opened, until: opened + SESSION_LIFE_MS, how, generation };
      const session = { id: tokenDigest(token), ...kept };
      await drawers.put('session', session.id, JSON.stringify(kept));
      await audit.put(record, { kind: 'audit.session-opened', person, how });
      open.set(session.id, session);
      acted.set(session.id, opened);
      return { token, session, record };
    },
    byToken(token) {
      const session = open.get(tokenDigest(token));
      const record = session && session.until > clock.now() ? holderOf(session) : null;
      return session && record ? { session, record } : null;
    },
    async signOut(session) {
      // First for good: a session that could not be ended on the disk would come back with a restart.
      await drawers.remove('session', session.id);
      await end([session], 'signed-out', { id: session.person });
    },
    endStale: (why) =>
      end(
        [...open.values()].filter((session) => !holderOf(session)),
        why,
      ),
    isLocked: ({ id }) => clock.now() - (acted.get(id) ?? -Infinity) > IDLE_LOCK_MS,
    touch: ({ id }) => void acted.set(id, clock.now()),
    lock: ({ id }) => void acted.delete(id),
    onEnded: (run) => void told.push(run),
    close: () => stopSweeping(),
  };
}
