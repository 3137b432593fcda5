import { createHash } from 'node:crypto';
import type { NewFact } from '#data/contract/fact.ts';
import { Vouched } from '#data/contract/facts/register.ts';
import type { Kept } from './store.ts';

/** Whether what is in this drawer is vouched for in the log. */
export const isVouched = (drawer: string): drawer is Vouched => Vouched.safeParse(drawer).success;

export const digestOf = (body: Kept) => createHash('sha256').update(body).digest('hex');

/** The fact that vouches for what is kept from `at` (ms) on; null: for nothing being there any more. */
export function keptFact(drawer: Vouched, id: string, body: Kept | null, at: number): NewFact {
  return { kind: 'register.kept', at, drawer, id, digest: body === null ? null : digestOf(body) };
}
