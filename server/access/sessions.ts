import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { PersonId, Time } from '#data/contract/ids.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { mirrorOf } from '../store/mirror.ts';
import type { Store } from '../store/store.ts';
import type { Audit } from './audit.ts';
import { mustEnrol, type PersonRecord } from './person-record.ts';
import type { Register } from './register.ts';
import { tokenDigest } from './token.ts';

/** How long a session is good, ms. */
export const SESSION_LIFE_MS = 12 * 3600_000;
/** Without a command for so long, the next one needs the password again, ms; where nothing else is set. */
export const IDLE_LOCK_MS = 15 * 60_000;
/** The kept time of the last command is at most so much older than the command, ms: not every one writes to the disk. */
const ACTED_WITHIN_MS = 30_000;
/** How often what has run out is looked for, ms. */
const SWEEP_MS = 20_000;

const KeptSession = z.object({
  person: PersonId,
  opened: Time,
  until: Time,
  how: z.enum(['password', 'oidc', 'demo']),
  /** Of the person, when it was opened. */
  generation: z.int(),
  /** The last command, or the password. Absent: locked. Kept, so that a restart neither locks nor unlocks. */
  acted: Time.optional(),
});
type KeptSession = z.infer<typeof KeptSession>;

/** A signed-in browser. The id is the SHA-256 of its token, which is kept nowhere. */
export type Session = KeptSession & { id: string };
export type Opened = { token: string; session: Session; record: PersonRecord };
type Ended = 'signed-out' | 'revoked' | 'changed' | 'expired';

export type Sessions = {
  /** Without a command for so long, the next one needs the password again, ms. */
  readonly idleLockMs: number;
  /** Reads them anew: at the start, and when the store was exchanged. */
  reload(): Promise<void>;
  open(record: PersonRecord, how: Session['how']): Promise<Opened>;
  /** Null when it has ended, or its person may not be here. */
  byToken(token: string): { session: Session; record: PersonRecord } | null;
  signOut(session: Session): Promise<void>;
  /** After a person's generation has counted up: what was open of earlier ones is put on record. It was cut with that. */
  endStale(why: Ended): Promise<void>;
  /** Commands wait for the password. */
  isLocked(session: Session): boolean;
  /** A command: the time until the lock begins anew. False = it is locked and nothing is done. */
  acts(session: Session): Promise<boolean>;
  /** Commands wait for the password from now on, after a restart too. */
  lock(session: Session): Promise<void>;
  /** The password was right. */
  unlock(session: Session): Promise<void>;
  /** Told of every session whose sockets must be cut, whichever process has ended it. */
  onEnded(run: (id: string) => void): void;
  close(): void;
};

type Parts = {
  idleLockMs?: number | undefined;
  store: Pick<Store, 'drawers' | 'changes'>;
  register: Register;
  clock: Clock;
  audit: Audit;
  /** A demo runs here. */
  demo: boolean;
  trouble: (what: string, error: unknown) => void;
};

export function createSessions(parts: Parts): Sessions {
  const { store, register, clock, audit, demo, trouble, idleLockMs = IDLE_LOCK_MS } = parts;
  const { drawers, changes } = store;
  const told: ((id: string) => void)[] = [];
  const open = mirrorOf<Session>({
    store,
    drawer: 'session',
    read: (id, body) => ({ id, ...KeptSession.parse(JSON.parse(body)) }),
    changed: (is, was) => void (!is && was && cut(was.id)),
    clock,
    trouble,
  });
  let stopSweeping: Stop = clock.after(SWEEP_MS, sweep);

  register.onChanged((record) => {
    for (const session of open.all()) if (session.person === record.id && !holderOf(session)) cut(session.id);
  });

  /** Its person, when both are still good. */
  function holderOf(session: Session): PersonRecord | null {
    const record = register.byId(session.person);
    if (!record || record.left || record.generation !== session.generation) return null;
    return record.demo && !demo ? null : record;
  }

  function cut(id: string): void {
    for (const run of told) run(id);
  }

  /** Of all processes that try, the one that takes it out puts it on record. */
  async function end(sessions: readonly Session[], why: Ended, by?: { id: PersonId }): Promise<void> {
    for (const { id, person } of sessions)
      if (await drawers.remove('session', id)) await audit.put(by, { kind: 'audit.session-ended', person, why });
  }

  const stale = () => open.all().filter((session) => session.until > clock.now() && !holderOf(session));

  function sweep(): void {
    const now = clock.now();
    const all = open.all();
    const expired = all.filter(({ until }) => until <= now);
    for (const { id } of expired) cut(id);
    end(expired, 'expired')
      // Those that a broken store kept from being ended in their time; nobody could use them since.
      .then(() => end(stale(), 'revoked'))
      .catch((error: unknown) => trouble('ended sessions not on record', error));
    for (const session of all) {
      const record = holderOf(session);
      if (record && mustEnrol(record, now)) cut(session.id);
    }
    stopSweeping = clock.after(SWEEP_MS, sweep);
  }

  const isOpen = ({ acted }: KeptSession) => acted !== undefined && clock.now() - acted < idleLockMs;

  /** Keeps what becomes of a session, decided on what it is when that is kept; null: it stays. */
  async function change(id: string, next: (is: KeptSession) => KeptSession | null): Promise<void> {
    for (;;) {
      const at = changes.upto();
      const found = open.get(id);
      if (!found) return;
      const { id: _id, ...is } = found;
      const kept = next(is);
      if (!kept || (await drawers.putIf('session', id, JSON.stringify(kept), at))) return;
    }
  }

  return {
    idleLockMs,
    async reload() {
      await open.load();
      await end(stale(), 'revoked');
    },
    async open(record, how) {
      const token = randomBytes(32).toString('base64url');
      const opened = clock.now();
      const { id: person, generation } = record;
      const kept = { person, opened, until: opened + SESSION_LIFE_MS, how, generation, acted: opened };
      const session = { id: tokenDigest(token), ...kept };
      await drawers.put('session', session.id, JSON.stringify(kept));
      await audit.put(record, { kind: 'audit.session-opened', person, how });
      return { token, session, record };
    },
    byToken(token) {
      const session = open.get(tokenDigest(token));
      const record = session && session.until > clock.now() ? holderOf(session) : null;
      return session && record ? { session, record } : null;
    },
    signOut: (session) => end([session], 'signed-out', { id: session.person }),
    endStale: (why) => end(stale(), why),
    isLocked({ id }) {
      const found = open.get(id);
      return !found || !isOpen(found);
    },
    async acts({ id }) {
      let may = false;
      await change(id, (is) => {
        may = isOpen(is);
        const isFresh = Math.abs(clock.now() - (is.acted ?? 0)) < ACTED_WITHIN_MS;
        return may && !isFresh ? { ...is, acted: clock.now() } : null;
      });
      return may;
    },
    lock: ({ id }) => change(id, ({ acted: _acted, ...is }) => is),
    unlock: ({ id }) => change(id, (is) => ({ ...is, acted: clock.now() })),
    onEnded: (run) => void told.push(run),
    close() {
      stopSweeping();
      open.close();
    },
  };
}
