import type { CityPack } from '#data/contract/city-pack.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Person } from '#data/contract/person.ts';
import type { Shared } from '../store/shared.ts';
import type { Store } from '../store/store.ts';
import type { Oidc } from '../config.ts';
import { createAudit, type Audit } from './audit.ts';
import { createCookieNames, type CookieNames } from './door/cookies.ts';
import { createCredentials, type Credentials } from './credentials.ts';
import { registerDemo } from './demo-people.ts';
import { createEnrolment, type Enrolment } from './second-factor/enrolment.ts';
import { createSeal } from './second-factor/seal.ts';
import { sealAll } from './second-factor/seal-all.ts';
import { createFirstRun, type FirstRun } from './first-admin.ts';
import { createGate, type Gate } from './gate.ts';
import { createOpenId, type OpenId } from './open-id.ts';
import { createPairing, type Pairing } from './pairing.ts';
import { createPeople, type People } from './people.ts';
import { createRefusedSignIns } from './door/refused-sign-ins.ts';
import { createRegister, type Register } from './register.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createThrottle, type Throttle } from './throttle.ts';

/** Everything about who may do what, joined. */
export type Access = {
  cookieNames: CookieNames;
  gate: Gate;
  register: Register;
  people: People;
  sessions: Sessions;
  credentials: Credentials;
  enrolment: Enrolment;
  firstRun: FirstRun;
  throttle: Throttle;
  pairing: Pairing;
  audit: Audit;
  /** Null where none is set up. */
  openId: OpenId | null;
  /** Whether people that everybody can sign in as may be used. */
  demo: boolean;
  /** Reads people and sessions anew: the store was exchanged. */
  reload(): Promise<void>;
  /** Resolves when what is still to go on record is there. */
  close(): Promise<void>;
};

export type AccessParts = {
  store: Pick<Store, 'tokens' | 'drawers' | 'changes' | 'log'>;
  shared: Shared;
  clock: Clock;
  secret: string;
  pack: Pick<CityPack, 'areas' | 'organisations'>;
  /** Who can be signed in as by everybody; null where no demo runs. */
  demo: readonly Person[] | null;
  /** A wall on this very machine is approved by itself: the demo. */
  approveLocal: boolean;
  /** Told the code for the first admin, where nobody is registered. */
  announceFirst: (code: string) => void;
  oidc: Oidc | undefined;
  /** Without a command for so long a session is locked, ms; left out: 15 minutes. */
  idleLockMs?: number | undefined;
  trouble: (what: string, error: unknown) => void;
};

export async function createAccess(parts: AccessParts): Promise<Access> {
  const { store, shared, clock, secret, pack, approveLocal, oidc, idleLockMs, trouble } = parts;
  const { drawers, tokens, log } = store;
  const { notes } = shared;
  const demo = parts.demo !== null;
  const cookieNames = createCookieNames(secret);
  const audit = createAudit({ log, clock, notes });
  const throttle = createThrottle(shared, clock);
  const refusals = createRefusedSignIns({ audit, clock, trouble });
  const register = createRegister({ store, clock, trouble });
  const sessions = createSessions({ store, register, clock, audit, demo, idleLockMs, trouble });
  const people = createPeople({ register, audit, clock, pack, issuer: oidc?.issuer, endStale: sessions.endStale });
  const seal = createSeal(secret);
  const firstRun = createFirstRun({ drawers, register, people });

  async function reload(): Promise<void> {
    await register.reload();
    await sessions.reload();
    for (const name of await sealAll(register, seal))
      trouble('an authenticator cannot be read with the secret of this installation: reset it', new Error(name));
    if (parts.demo) return registerDemo(register, parts.demo);
    const code = await firstRun.begin();
    if (code !== null) parts.announceFirst(code);
  }
  await reload();

  return {
    cookieNames,
    gate: createGate({ tokens, secret, cookieNames, sessions, clock, approveLocal }),
    register,
    people,
    sessions,
    credentials: createCredentials({ register, sessions, throttle, refusals, clock, seal, demo }),
    enrolment: createEnrolment({ drawers, register, clock, audit, seal }),
    firstRun,
    throttle,
    pairing: createPairing({ store, clock }),
    audit,
    openId: oidc ? createOpenId({ oidc, secret, register, sessions, audit, refusals, clock, trouble }) : null,
    demo,
    reload,
    async close() {
      sessions.close();
      register.close();
      await refusals.close();
    },
  };
}
