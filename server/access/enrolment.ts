import type { AuthenticatorOffer } from '#data/contract/person.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Audit } from './audit.ts';
import { newTotpSecret, stepOf, totpUri } from './authenticator.ts';
import type { PersonRecord } from './person-record.ts';
import type { Register } from './register.ts';
import type { Session } from './sessions.ts';

/** How long an offer is good, ms. */
const OFFER_MS = 15 * 60_000;

/** Setting up an authenticator: an offer to scan, then a code that proves that it was scanned. */
export type Enrolment = {
  /** Null when one is set up: it must be reset by an admin first. */
  offer(session: Session, record: PersonRecord): AuthenticatorOffer | null;
  /** `gone`: no offer, or one that has run out. */
  confirm(session: Session, code: string): Promise<'enrolled' | 'wrong' | 'gone'>;
};

export function createEnrolment(parts: { register: Register; clock: Clock; audit: Audit }): Enrolment {
  const { register, clock, audit } = parts;
  /** By session. Nothing of it is kept before it is confirmed. */
  const offers = new Map<string, { secret: string; until: number }>();

  return {
    offer(session, record) {
      if (record.totp) return null;
      for (const [id, { until }] of offers) if (until <= clock.now()) offers.delete(id);
      const secret = newTotpSecret();
      offers.set(session.id, { secret, until: clock.now() + OFFER_MS });
      return { uri: totpUri(secret, record.name), secret };
    },
    confirm: (session, code) =>
      register.inTurn(async () => {
        const offer = offers.get(session.id);
        const record = register.byId(session.person);
        if (!offer || offer.until <= clock.now() || !record || record.totp) return 'gone';
        const step = stepOf(code, offer.secret, 0, clock.now());
        if (step === null) return 'wrong';
        await register.put({ ...record, totp: { secret: offer.secret, lastStep: step } });
        offers.delete(session.id);
        await audit.put(record, { kind: 'audit.person-changed', person: record.id, what: 'authenticator' });
        return 'enrolled';
      }),
  };
}
