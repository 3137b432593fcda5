import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { Agency, type AgencyAnswer } from '#data/contract/agency.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Drawers } from '../../../store/store.ts';

/** Hides a secret in the store with this installation's, which is in no backup. */
type Seal = { close(text: string, about: string): string; open(kept: string, about: string): string | null };

const Kept = z.object({ ...Agency.shape, secret: z.string() });

/** Who tells by webhook: in the store, read when asked. */
export type Agencies = {
  list(): Promise<Agency[]>;
  /** With its secret, `whsec_…`; null: there is none, or its secret was hidden by another installation. */
  find(name: string): Promise<{ agency: Agency; secret: string } | null>;
  /** Null: the name is taken. */
  add(said: Pick<Agency, 'name' | 'label' | 'mapping'>): Promise<AgencyAnswer | null>;
  change(
    name: string,
    said: { label?: string | undefined; mapping?: Agency['mapping'] | undefined },
  ): Promise<AgencyAnswer | null>;
  renew(name: string): Promise<AgencyAnswer | null>;
  remove(name: string): Promise<AgencyAnswer | null>;
};

const DRAWER = 'agency';

export function createAgencies({ drawers, seal, clock }: { drawers: Drawers; seal: Seal; clock: Clock }): Agencies {
  const about = (name: string) => `agency ${name}`;
  const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

  async function read(name: string): Promise<z.infer<typeof Kept> | null> {
    const kept = await drawers.get(DRAWER, name);
    return kept === null ? null : Kept.parse(JSON.parse(String(kept)));
  }

  const put = (kept: z.infer<typeof Kept>) => drawers.put(DRAWER, kept.name, JSON.stringify(kept));
  const shown = ({ secret: _secret, ...agency }: z.infer<typeof Kept>): Agency => agency;

  return {
    async list() {
      const all = await drawers.list(DRAWER);
      return all.map(({ body }) => shown(Kept.parse(JSON.parse(String(body)))));
    },
    async find(name) {
      const kept = await read(name);
      const secret = kept && seal.open(kept.secret, about(name));
      return kept && secret !== null ? { agency: shown(kept), secret: secret! } : null;
    },
    async add({ name, label, mapping }) {
      if (await read(name)) return null;
      const secret = newSecret();
      const agency = { name, label, mapping, since: clock.now() };
      await put({ ...agency, secret: seal.close(secret, about(name)) });
      return { agency, secret };
    },
    async change(name, { label, mapping }) {
      const kept = await read(name);
      if (!kept) return null;
      const now = { ...kept, label: label ?? kept.label, mapping: mapping ?? kept.mapping };
      await put(now);
      return { agency: shown(now) };
    },
    async renew(name) {
      const kept = await read(name);
      if (!kept) return null;
      const secret = newSecret();
      const now = { ...kept, since: clock.now(), secret: seal.close(secret, about(name)) };
      await put(now);
      return { agency: shown(now), secret };
    },
    async remove(name) {
      const kept = await read(name);
      if (!kept) return null;
      await drawers.remove(DRAWER, name);
      return { agency: shown(kept) };
    },
  };
}
