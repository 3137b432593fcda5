import * as z from 'zod';
import { ChannelFigures } from '#data/contract/channel.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Leases, Taken } from '../store/leases.ts';
import type { Rhythm } from './keep-lease.ts';
import { StoreRefused, StoreUnavailable } from '../store/store.ts';

/**
 * What a node says of itself. `pack` and `format`: nodes that differ in these would show different boards. `demo`: of two
 * that differ in it, one takes for real what the other invents; a build that does not say may be of either.
 */
const NodeCard = z.object({
  name: z.string(),
  build: z.string(),
  pack: z.string(),
  format: z.int(),
  demo: z.boolean().optional(),
  /** How far its board has come, and of which log: after a restore a lower one is no less. A build that does not say it is compared. */
  head: z.int().nonnegative(),
  epoch: z.string().optional(),
  screens: z.int().nonnegative(),
  since: z.number(),
  /** What its channels heard. */
  channels: z.record(z.string(), ChannelFigures).optional(),
});
export type NodeCard = z.infer<typeof NodeCard>;
/** `leads`: the leases that it holds. */
export type NodeRow = NodeCard & { id: string; leads: string[] };

/** The nodes that live on the store, each by a lease of its own. */
export type Registry = {
  /** By name. */
  nodes(): readonly NodeRow[];
  /** How many others live. */
  others(): number;
  /** Facts that some node has on its board and this one has not. */
  lag(): number;
  /** Whether the store has answered just now, and this node is not behind the others for longer than it may be. */
  isCurrent(): boolean;
  /** Why it must not be asked; null when it may. */
  why(): string | null;
  again(): Promise<void>;
  stop(): Promise<void>;
};

type Parts = {
  leases: Leases;
  id: string;
  card: () => NodeCard;
  clock: Clock;
  rhythm: Rhythm;
  trouble: (what: string, error: unknown) => void;
};

const PREFIX = 'node/';
/** What may pass without word of the store, and so long a node may be behind, ms. */
const QUIET_MS = 3000;
const BEHIND_MS = 5000;

/** Joins. @throws {StoreRefused} with one line when another node that lives would show another board, or tell of another city. */
export async function joinNodes({ leases, id, card, clock, rhythm, trouble }: Parts): Promise<Registry> {
  let taken: Taken | null = null;
  let rows: NodeRow[] = [];
  let answeredAt = -Infinity;
  /** After a silence the board must first come to where the others were when it ended. */
  let mustReach = { head: 0, epoch: card().epoch };
  /** The furthest that any board had come, and when that was first seen from behind. */
  let ahead: { head: number; epoch: string | undefined; at: number } | null = null;
  let next: Stop = () => {};
  let stopped = false;

  const quiet = QUIET_MS + rhythm.renew;

  async function turn(): Promise<void> {
    const asked = clock.now();
    const says = JSON.stringify(card());
    if (!taken || !(await leases.renew(taken, rhythm.lease, says)))
      taken = await leases.take(PREFIX + id, id, rhythm.lease, says);
    const all = (await leases.list()).filter(({ leftMs }) => leftMs > 0);
    rows = all.flatMap(({ lease, holder, says }) => {
      const said = lease.startsWith(PREFIX) ? NodeCard.safeParse(readJson(says)) : null;
      const leads = all.filter((other) => other.holder === holder && other.lease !== lease).map((other) => other.lease);
      return said?.success ? [{ ...said.data, id: holder, leads }] : [];
    });
    rows.sort((a, b) => (a.name < b.name ? -1 : 1));
    if (asked - answeredAt > quiet) mustReach = { head: furthest(), epoch: card().epoch };
    answeredAt = asked;
    notice();
  }

  /** Of the boards of our log. */
  function furthest(): number {
    const { epoch } = card();
    const ofOurs = rows.filter((row) => row.epoch === undefined || row.epoch === epoch);
    return Math.max(0, ...ofOurs.map(({ head }) => head));
  }

  function notice(): void {
    const { head, epoch } = card();
    if (ahead && ahead.epoch === epoch && head < ahead.head) return;
    ahead = furthest() > head ? { head: furthest(), epoch, at: clock.now() } : null;
  }

  function hasReached(): boolean {
    const { head, epoch } = card();
    return epoch !== mustReach.epoch || head >= mustReach.head;
  }

  const goOn = () => {
    next = clock.after(rhythm.renew, () => {
      turn()
        .catch((error: unknown) => {
          if (!(error instanceof StoreUnavailable)) trouble('nodes', error);
        })
        .finally(() => stopped || goOn());
    });
  };

  await turn();
  const own = card();
  const first = taken as Taken | null;
  const before = (await leases.list()).filter(
    ({ lease, token, leftMs }) => lease.startsWith(PREFIX) && leftMs > 0 && token < (first?.token ?? 0),
  );
  for (const { says } of before) {
    const other = NodeCard.safeParse(readJson(says)).data;
    const what = other ? whereTheyDiffer(other, own) : null;
    if (!other || what === null) continue;
    if (first) await leases.giveBack(first);
    throw new StoreRefused(`the node ${other.name} has ${what}: stop it first, or give both the same`);
  }
  goOn();

  const isBehind = () => {
    notice();
    return ahead !== null && clock.now() - ahead.at > BEHIND_MS;
  };
  const lag = () => Math.max(0, furthest() - card().head);
  return {
    nodes: () => rows.map((row) => (row.id === id ? { ...row, ...card() } : row)),
    others: () => rows.filter((row) => row.id !== id).length,
    lag,
    isCurrent: () => clock.now() - answeredAt < quiet && hasReached() && !isBehind(),
    why() {
      if (clock.now() - answeredAt >= quiet) return 'the store does not answer this node';
      return isBehind() ? `this node is ${lag()} facts behind` : null;
    },
    async again() {
      taken = null;
      await turn();
    },
    async stop() {
      stopped = true;
      next();
      if (taken) await leases.giveBack(taken).catch(() => {});
    },
  };
}

/** What of the other one forbids that both live; null: nothing. */
function whereTheyDiffer(other: NodeCard, own: NodeCard): string | null {
  if (other.pack !== own.pack) return 'another city pack';
  if (other.format !== own.format) return `boards of format ${other.format}, this build ${own.format}`;
  if ((other.demo ?? own.demo) === own.demo) return null;
  return `DEMO=${Number(other.demo)}, this one DEMO=${Number(own.demo)}`;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
