import * as z from 'zod';
import { Time } from '#data/contract/ids.ts';
import type { AuthenticatorOffer } from '#data/contract/person.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Drawers } from '../../store/store.ts';
import type { Audit } from '../audit.ts';
import { newTotpSecret, stepOf, totpUri } from './authenticator.ts';
import type { PersonRecord } from '../person-record.ts';
import type { Register } from '../register.ts';
import type { Session } from '../sessions.ts';
import type { Seal } from './seal.ts';
import { createWaiting } from '../waiting.ts';

/** How long an offer is good, ms. */
const OFFER_MS = 15 * 60_000;

/** Setting up an authenticator: an offer to scan, then a code that proves that it was scanned. */
export type Enrolment = {
  /** Null when one is set up: it must be reset by an admin first. */
  offer(session: Session, record: PersonRecord): Promise<AuthenticatorOffer | null>;
  /** `gone`: no offer, or one that has run out. */
  confirm(session: Session, code: string): Promise<'enrolled' | 'wrong' | 'gone'>;
};

type Parts = { drawers: Drawers; register: Register; clock: Clock; audit: Audit; seal: Seal };

export function createEnrolment({ drawers, register, clock, audit, seal }: Parts): Enrolment {
  /** By session, sealed for the person. */
  const offers = createWaiting({
    drawers,
    drawer: 'enrolment',
    clock,
    schema: z.object({ secret: z.string(), until: Time }),
  });

  return {
    async offer(session, record) {
      if (record.totp) return null;
      await offers.present();
      const secret = newTotpSecret();
      await offers.put(session.id, { secret: seal.close(secret, record.id), until: clock.now() + OFFER_MS });
      return { uri: totpUri(secret, record.name), secret };
    },
    async confirm(session, code) {
      const offer = await offers.get(session.id);
      return register.inTurn(async (put) => {
        const record = register.byId(session.person);
        if (!offer || !record || record.totp) return 'gone';
        const secret = seal.open(offer.secret, record.id);
        if (secret === null) return 'gone';
        const step = stepOf(code, secret, 0, clock.now());
        if (step === null) return 'wrong';
        await put({ ...record, totp: { secret: offer.secret, lastStep: step } });
        await offers.take(session.id);
        await audit.put(record, { kind: 'audit.person-changed', person: record.id, what: 'authenticator' });
        return 'enrolled';
      });
    },
  };
}
