import type { PersonId } from '#data/contract/ids.ts';
import type { SignIn } from '#data/contract/person.ts';
import type { Clock } from '#data/kit/clock.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { stepOf } from './second-factor/authenticator.ts';
import type { Seal } from './second-factor/seal.ts';
import { isPassword } from './password.ts';
import type { PersonRecord } from './person-record.ts';
import type { RefusedSignIns } from './door/refused-sign-ins.ts';
import { nameKey, type Register } from './register.ts';
import type { Opened, Session, Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';

/** `wrong` says neither whether there is such a name nor what about it was wrong. */
export type SignInRefusal = { why: 'wrong' | 'code-needed' | 'code-wrong' } | { why: 'too-often'; waitMs: number };

/** What somebody shows to be let in, or to go on. */
export type Credentials = {
  /** By name, password and, where one is set up, the authenticator's code. `address` is where from. */
  signIn(asked: SignIn, address: string): Promise<Result<Opened, SignInRefusal>>;
  /** The password of whoever holds the session, again. */
  confirm(session: Session, record: PersonRecord, password: string): Promise<Result<null, SignInRefusal>>;
};

type Parts = {
  register: Register;
  sessions: Sessions;
  throttle: Throttle;
  refusals: RefusedSignIns;
  clock: Clock;
  seal: Seal;
  demo: boolean;
};

export function createCredentials(parts: Parts): Credentials {
  const { register, sessions, throttle, refusals, clock, seal, demo } = parts;

  /** Uses the code up: of two who show it at once, one is too late. */
  function useCode(id: PersonId, code: string): Promise<boolean> {
    return register.inTurn(async (put) => {
      const record = register.byId(id);
      if (!record?.totp) return false;
      const secret = seal.open(record.totp.secret, id);
      const step = secret === null ? null : stepOf(code, secret, record.totp.lastStep, clock.now());
      if (step === null) return false;
      await put({ ...record, totp: { ...record.totp, lastStep: step } });
      return true;
    });
  }

  return {
    async signIn({ name, password, code }, address) {
      const account = nameKey(name);
      const record = register.byName(name);
      const attempt = await throttle.atDoor(account, address);
      const { waitMs } = attempt;
      if (waitMs > 0) return refused({ why: 'too-often', waitMs });

      const mayEnter = record && !record.left && (demo || !record.demo);
      const right = await isPassword(mayEnter ? record.password : undefined, password);
      if (!record || !mayEnter || !right) {
        const why = !record ? 'unknown' : record.left ? 'left' : 'password';
        await refusals.put(why, { address }, record?.id);
        return refused({ why: 'wrong' });
      }
      if (record.totp) {
        if (code === undefined) {
          await attempt.takeBack();
          return refused({ why: 'code-needed' });
        }
        if (!(await useCode(record.id, code))) {
          await refusals.put('code', { address }, record.id);
          return refused({ why: 'code-wrong' });
        }
      }
      // What was right when it was asked may have been changed since.
      const now = register.byId(record.id);
      if (!now || now.generation !== record.generation) return refused({ why: 'wrong' });
      await attempt.succeeded();
      return accepted(await sessions.open(now, record.demo ? 'demo' : 'password'));
    },

    async confirm(session, record, password) {
      const attempt = await throttle.within(session.id);
      const { waitMs } = attempt;
      if (waitMs > 0) return refused({ why: 'too-often', waitMs });
      if (!(await isPassword(record.password, password))) {
        await refusals.put('password', { session: session.id }, record.id);
        return refused({ why: 'wrong' });
      }
      await attempt.succeeded();
      return accepted(null);
    },
  };
}
