import type { PersonRecord } from '#server/access/person-record.ts';
import { hashPassword } from '#server/access/password.ts';
import type { RunningApp } from '../support/app.ts';

export const password = 'a horse and a battery';
const hash = hashPassword(password);
let people = 0;

/** Somebody in the register who signs in with `password`; has no authenticator and a day to set one up. */
export async function registered(app: RunningApp, over: Partial<PersonRecord> = {}): Promise<PersonRecord> {
  const id = `r-${++people}`;
  const record = {
    id,
    name: `Registered ${people}`,
    role: 'officer',
    oversight: false,
    left: false,
    password: await hash,
    enrolBy: Date.now() + 24 * 3600_000,
    generation: 0,
    ...over,
  } as PersonRecord;
  await app.access.register.put(record);
  return record;
}
