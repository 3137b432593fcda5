import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { Agency, type AgencyAnswer } from '#data/contract/agency.ts';
import type { Clock } from '#data/kit/clock.ts';
import { changeKept } from '../../../store/change-kept.ts';
import type { Store } from '../../../store/store.ts';

/** Hides a secret in the store with this installation's, which is in no backup. */
export type Seal = { close(text: string, about: string): string; open(kept: string, about: string): string | null };

const Kept = z.object({ ...Agency.shape, secret: z.string() });
type Kept = z.infer<typeof Kept>;

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

type Parts = { store: Pick<Store, 'drawers' | 'changes'>; seal: Seal; clock: Clock };

export function createAgencies({ store, seal, clock }: Parts): Agencies {
  const { drawers } = store;
  const about = (name: string) => `agency ${name}`;
  const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

  const parse = (text: string) => Kept.parse(JSON.parse(text));
  async function read(name: string): Promise<Kept | null> {
    const kept = await drawers.get(DRAWER, name);
    return kept === null ? null : parse(String(kept));
  }
  const shown = ({ secret: _secret, ...agency }: Kept): Agency => agency;

  const put = (name: string, make: (kept: Kept | null) => Kept | null) =>
    changeKept(store, { drawer: DRAWER, id: name, read: parse }, make);

  return {
    async list() {
      const all = await drawers.list(DRAWER);
      return all.map(({ body }) => shown(parse(String(body))));
    },
    async find(name) {
      const kept = await read(name);
      const secret = kept && seal.open(kept.secret, about(name));
      return kept && secret !== null ? { agency: shown(kept), secret: secret! } : null;
    },
    async add({ name, label, mapping }) {
      const secret = newSecret();
      const agency = { name, label, mapping, since: clock.now() };
      const sealed = seal.close(secret, about(name));
      const made = await put(name, (kept) => (kept ? null : { ...agency, secret: sealed }));
      return made && { agency, secret };
    },
    async change(name, { label, mapping }) {
      const made = await put(
        name,
        (kept) => kept && { ...kept, label: label ?? kept.label, mapping: mapping ?? kept.mapping },
      );
      return made && { agency: shown(made) };
    },
    async renew(name) {
      const secret = newSecret();
      const sealed = seal.close(secret, about(name));
      const made = await put(name, (kept) => kept && { ...kept, since: clock.now(), secret: sealed });
      return made && { agency: shown(made), secret };
    },
    async remove(name) {
      const kept = await read(name);
      return kept && (await drawers.remove(DRAWER, name)) ? { agency: shown(kept) } : null;
    },
  };
}
