import type { Seq } from '#data/contract/ids.ts';
import type { Fence, Lease, Leases } from '../leases.ts';
import type { Pool } from './connect/pool.ts';
import { plainText } from './plain-text.ts';
import type { Writer } from './write/writer.ts';

const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

/** Taken under the lock on the head, so that nothing under an earlier token comes after it; the clock is the database's. */
export function createLeases(pool: Pool, writer: Writer): Leases {
  const change = async (set: string, { lease, token }: Fence, ...values: unknown[]) =>
    (
      await pool.ask({ text: `UPDATE lease SET ${set} WHERE lease = $1 AND token = $2 RETURNING token` }, [
        plainText(lease),
        token,
        ...values,
      ])
    ).length > 0;
  return {
    async take(lease, holder, ms, says = '') {
      const request = {
        do: 'take-lease',
        lease: plainText(lease),
        holder: plainText(holder),
        ms,
        says: plainText(says),
      } as const;
      const taken = await writer.ask(request);
      return taken && { lease, token: taken.token, at: taken.at as Seq };
    },
    renew: (fence, ms, says) =>
      change(
        `until = ${NOW} + $3::bigint, says = COALESCE($4, says)`,
        fence,
        ms,
        says === undefined ? null : plainText(says),
      ),
    giveBack: async (fence) => void (await change('until = 0', fence)),
    list: () =>
      pool.ask<Lease>({
        text: `SELECT lease, holder, token, says, GREATEST(0, until - ${NOW}) AS "leftMs" FROM lease ORDER BY lease`,
      }),
  };
}
