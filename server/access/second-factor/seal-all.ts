import type { Register } from '../register.ts';
import { isSealed, type Seal } from './seal.ts';

/**
 * Seals what a version before kept plain. Gives the names of those whose authenticator this
 * installation cannot read: the store is of another one, or the secret was lost.
 */
export async function sealAll(register: Register, seal: Seal): Promise<string[]> {
  const unreadable: string[] = [];
  for (const { id } of register.all()) {
    await register.inTurn(async (put) => {
      const record = register.byId(id);
      if (!record?.totp) return;
      const { secret } = record.totp;
      if (!isSealed(secret)) await put({ ...record, totp: { ...record.totp, secret: seal.close(secret, id) } });
      else if (seal.open(secret, id) === null) unreadable.push(record.name);
    });
  }
  return unreadable;
}
