import type { CityPack } from '#data/contract/city-pack.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Person } from '#data/contract/person.ts';
import type { Store } from '../store/store.ts';
import type { Oidc } from '../config.ts';
import { createAudit, type Audit } from './audit.ts';
import { createCredentials, type Credentials } from './credentials.ts';
import { registerDemo } from './demo-people.ts';
import { createEnrolment, type Enrolment } from './enrolment.ts';
import { createFirstRun, type FirstRun } from './first-admin.ts';
import { createGate, type Gate } from './gate.ts';
import { createOpenId, type OpenId } from './open-id.ts';
import { createPeople, type People } from './people.ts';
import { createRegister, type Register } from './register.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createThrottle, type Throttle } from './throttle.ts';

/** Everything about who may do what, joined. */
export type Access = {
  gate: Gate;
  register: Register;
  people: People;
  sessions: Sessions;
  credentials: Credentials;
  enrolment: Enrolment;
  firstRun: FirstRun;
  throttle: Throttle;
  audit: Audit;
  /** Null where none is set up. */
  openId: OpenId | null;
  /** Whether people that everybody can sign in as may be used. */
  demo: boolean;
  /** Reads people and sessions anew: the store was exchanged. */
  reload(): Promise<void>;
};

export type AccessParts = {
  store: Pick<Store, 'tokens' | 'drawers' | 'log'>;
  clock: Clock;
  secret: string;
  pack: Pick<CityPack, 'areas' | 'organisations'>;
  /** Who can be signed in as by everybody; null where no demo runs. */
  demo: readonly Person[] | null;
  /** Told the code for the first admin, where nobody is registered. */
  announceFirst: (code: string) => void;
  oidc: Oidc | undefined;
  trouble: (what: string, error: unknown) => void;
};

export async function createAccess(parts: AccessParts): Promise<Access> {
  const { clock, secret, pack, oidc, trouble } = parts;
  const { drawers, tokens, log } = parts.store;
  const demo = parts.demo !== null;
  const audit = createAudit({ log, clock });
  const throttle = createThrottle(clock);
  const register = createRegister(drawers);
  const sessions = createSessions({ drawers, register, clock, audit, demo, trouble });
  const people = createPeople({ register, audit, clock, pack, issuer: oidc?.issuer, endStale: sessions.endStale });
  const firstRun = createFirstRun({ register, people });

  async function reload(): Promise<void> {
    await register.reload();
    await sessions.reload();
    if (parts.demo) return registerDemo(register, parts.demo);
    const code = firstRun.begin();
    if (code !== null) parts.announceFirst(code);
  }
  await reload();

  return {
    gate: createGate({ tokens, secret, sessions, clock }),
    register,
    people,
    sessions,
    credentials: createCredentials({ register, sessions, throttle, clock, audit, demo }),
    enrolment: createEnrolment({ register, clock, audit }),
    firstRun,
    throttle,
    audit,
    openId: oidc ? createOpenId({ oidc, register, sessions, audit, clock }) : null,
    demo,
    reload,
  };
}
