import type { Seq } from '#data/contract/ids.ts';
import type { Fence, Leases } from '#server/store/leases.ts';

type Row = { holder: string; token: number; until: number; says: string };

/** `head`: the end of the log. */
export function createMemoryLeases(
  now: () => number,
  head: () => Seq,
): Leases & { isFenced(fence: Fence | undefined): boolean } {
  const rows = new Map<string, Row>();
  let newest = 0;
  const own = ({ lease, token }: Fence) => {
    const row = rows.get(lease);
    return row?.token === token ? row : undefined;
  };
  return {
    isFenced: (fence) => fence !== undefined && !own(fence),
    async take(lease, holder, ms, says = '') {
      const has = rows.get(lease);
      if (has && has.holder !== holder && has.until > now()) return null;
      rows.set(lease, { holder, token: ++newest, until: now() + ms, says });
      return { lease, token: newest, at: head() };
    },
    async renew(fence, ms, says) {
      const row = own(fence);
      if (row) Object.assign(row, { until: now() + ms, says: says ?? row.says });
      return row !== undefined;
    },
    async giveBack(fence) {
      const row = own(fence);
      if (row) row.until = 0;
    },
    list: async () =>
      [...rows]
        .map(([lease, { until, ...row }]) => ({ lease, ...row, leftMs: Math.max(0, until - now()) }))
        .sort((a, b) => (a.lease < b.lease ? -1 : 1)),
  };
}
