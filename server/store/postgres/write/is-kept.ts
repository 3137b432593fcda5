import type { Line } from '../connect/line.ts';
import type { Decided } from './decide.ts';
import type { Seen } from './seen.ts';

/**
 * Whether a transaction was committed whose answer was lost. Its connection holds the lock on the head until the
 * server has ended it, one way or the other: so it is asked under that lock. What it would have kept has a hash
 * that no other facts have, or a number that only it was given.
 */
export async function isKept(line: Line, { decided, seen }: { decided: Decided; seen: Seen }): Promise<boolean> {
  const asked = [
    line.query('BEGIN'),
    line.query<{ epoch: string }>('SELECT epoch FROM head FOR UPDATE'),
    isThere(line, decided),
    line.query('COMMIT'),
  ] as const;
  await Promise.allSettled(asked);
  const [, { rows }, is] = await Promise.all(asked);
  return rows[0]?.epoch === seen.head.epoch && is;
}

async function isThere(line: Line, { facts, register, leases }: Decided): Promise<boolean> {
  const count = async (text: string, values: unknown[]) => ((await line.query({ text, values })).rowCount ?? 0) > 0;
  const last = facts.at(-1);
  if (last)
    return count('SELECT 1 FROM fact WHERE seq = $1 AND month = $2 AND hash = $3', [
      last.fact.seq,
      last.month,
      last.hash,
    ]);
  const change = [...register.numbers.values()].at(-1);
  if (change)
    return count('SELECT 1 FROM change WHERE drawer = $1 AND id = $2 AND n = $3 AND gone = $4', [
      change.drawer,
      change.id,
      change.n,
      change.gone,
    ]);
  const lease = leases.at(-1);
  if (!lease) return false;
  return count('SELECT 1 FROM lease WHERE lease = $1 AND token = $2 AND holder = $3', [
    lease.lease,
    lease.token,
    lease.holder,
  ]);
}
