import { createHash } from 'node:crypto';

/**
 * How many keys of entries are kept, and the sum modulo 2^128 of a digest of each with the seq that it led to:
 * whoever keeps it in the transaction that keeps the keys finds out, by counting again, that one was lost, put in or changed.
 * A sum, so that a key costs the same however many there are, and in whatever order they come.
 */
export type KeySum = { count: number; sum: bigint };

export const NO_KEYS: KeySum = { count: 0, sum: 0n };

const addition = (key: string, first: number) =>
  BigInt(`0x${createHash('sha256').update(`${first} ${key}`).digest('hex').slice(0, 32)}`);

export const withKey = ({ count, sum }: KeySum, key: string, first: number): KeySum => ({
  count: count + 1,
  sum: BigInt.asUintN(128, sum + addition(key, first)),
});

/** Without a key that was in it. */
export const withoutKey = ({ count, sum }: KeySum, key: string, first: number): KeySum => ({
  count: count - 1,
  sum: BigInt.asUintN(128, sum - addition(key, first)),
});

/** As it is written down. */
export const keySumText = ({ count, sum }: KeySum) => `${count} ${sum.toString(16).padStart(32, '0')}`;

export function readKeySum(text: string): KeySum {
  const [count, sum] = text.split(' ') as [string, string];
  return { count: Number(count), sum: BigInt(`0x${sum}`) };
}
