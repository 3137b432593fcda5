import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { MAX_RECEIVERS, Receiver, type receiverCommands } from '#data/contract/receiver.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { changeKept } from '../../../store/change-kept.ts';
import type { Store } from '../../../store/store.ts';
import type { Seal } from '../webhooks/agencies.ts';

const Kept = z.object({ ...Receiver.shape, secret: z.string() });
type Kept = z.infer<typeof Kept>;

export type ChangeReceiver = z.infer<typeof receiverCommands.change>;
type WithSecret = { receiver: Receiver; secret: string };

/** Who is told what happens: in the store, read when asked. */
export type Receivers = {
  list(): Promise<Receiver[]>;
  /** With its secret, `whsec_…`; null: there is none, or its secret was hidden by another installation. */
  find(name: string): Promise<WithSecret | null>;
  /** Null: the name is taken, or there are as many as there may be. */
  add(said: Omit<Receiver, 'since' | 'state'>): Promise<WithSecret | null>;
  change(name: string, said: ChangeReceiver): Promise<Receiver | null>;
  turn(name: string, state: Receiver['state']): Promise<Receiver | null>;
  renew(name: string): Promise<WithSecret | null>;
  remove(name: string): Promise<Receiver | null>;
  /** Calls `run` after every change of any. */
  follow(run: () => void): Stop;
};

const DRAWER = 'receiver';

type Parts = { store: Pick<Store, 'drawers' | 'changes'>; seal: Seal; clock: Clock };

export function createReceivers({ store, seal, clock }: Parts): Receivers {
  const { drawers, changes } = store;
  const about = (name: string) => `receiver ${name}`;
  const read = (text: string) => Kept.parse(JSON.parse(text));
  const shown = ({ secret: _secret, ...receiver }: Kept): Receiver => receiver;
  const put = (name: string, make: (kept: Kept | null) => Kept | null) =>
    changeKept(store, { drawer: DRAWER, id: name, read }, make);
  const list = async () => (await drawers.list(DRAWER)).map(({ body }) => shown(read(String(body))));

  function newSecret(name: string) {
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    return { secret, sealed: seal.close(secret, about(name)) };
  }

  return {
    list,
    async find(name) {
      const body = await drawers.get(DRAWER, name);
      if (body === null) return null;
      const kept = read(String(body));
      const secret = seal.open(kept.secret, about(name));
      return secret === null ? null : { receiver: shown(kept), secret };
    },
    async add(said) {
      if ((await list()).length >= MAX_RECEIVERS) return null;
      const { secret, sealed } = newSecret(said.name);
      const receiver = { ...said, since: clock.now(), state: 'on' as const };
      return (await put(said.name, (kept) => (kept ? null : { ...receiver, secret: sealed }))) && { receiver, secret };
    },
    async change(name, { area, ...said }) {
      const made = await put(name, (kept) => {
        if (!kept) return null;
        const { area: before, ...rest } = kept;
        const now = area === undefined ? before : (area ?? undefined);
        const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
        return { ...rest, ...given, ...(now !== undefined && { area: now }) };
      });
      return made && shown(made);
    },
    async turn(name, state) {
      const made = await put(name, (kept) => kept && { ...kept, state });
      return made && shown(made);
    },
    async renew(name) {
      const { secret, sealed } = newSecret(name);
      const made = await put(name, (kept) => kept && { ...kept, since: clock.now(), secret: sealed });
      return made && { receiver: shown(made), secret };
    },
    async remove(name) {
      const body = await drawers.get(DRAWER, name);
      return body !== null && (await drawers.remove(DRAWER, name)) ? shown(read(String(body))) : null;
    },
    follow: (run) =>
      changes.follow((told) => {
        if (told === null || told.some(({ drawer }) => drawer === DRAWER)) run();
      }),
  };
}
