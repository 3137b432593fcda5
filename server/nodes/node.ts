import { createHash, randomBytes } from 'node:crypto';
import type { CityPack } from '#data/contract/city-pack.ts';
import { BOARD_FORMAT } from '#data/fold/board-format.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { ChannelLease } from '#data/contract/channel.ts';
import type { Leases } from '../store/leases.ts';
import { alone, amongOthers, keepLease, type KeptLease } from './keep-lease.ts';
import { joinNodes, type NodeCard, type Registry } from './registry.ts';

/** What one process of all that stand on the store does for all. The demo goes with the watch: it stands the clock that the watch goes by. */
export type Duty = 'watch' | 'retention' | ChannelLease;

/** This process, of all that stand on the same store. */
export type Node = Registry & {
  /** Of this process alone. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** The lease of a duty; asked for from the first call on. */
  duty(duty: Duty): KeptLease;
  /** Gives its duties back, and takes none from now on. */
  stepDown(): Promise<void>;
};

/** What the process says of itself and the others. */
export type NodeStands = Pick<Node, 'id' | 'name' | 'nodes' | 'lag' | 'why' | 'isCurrent' | 'stepDown'>;

type Parts = {
  name: string;
  build: string;
  pack: CityPack;
  isDemo: boolean;
  leases: Leases;
  /** The store lets no other process in. */
  isAlone: boolean;
  state: () => Pick<NodeCard, 'head' | 'epoch' | 'screens' | 'channels'>;
  clock: Clock;
  trouble: (what: string, error: unknown) => void;
};

/** @throws {StoreRefused} with one line when another node that lives would show another board, or tell of another city. */
export async function createNode({ name, build, pack, isDemo, isAlone, state, ...parts }: Parts): Promise<Node> {
  // A process that was started again under the same name is another one: the one before may only be paused.
  const id = `${name}#${randomBytes(4).toString('hex')}`;
  const rhythm = isAlone ? alone : amongOthers;
  const own = { name, build, pack: digestOf(pack), format: BOARD_FORMAT, demo: isDemo, since: parts.clock.now() };
  const registry = await joinNodes({ ...parts, id, rhythm, card: () => ({ ...own, ...state() }) });
  const duties = new Map<Duty, KeptLease>();
  const each = (run: (kept: KeptLease) => Promise<void>) => Promise.all([...duties.values()].map(run));
  const stepDown = async () => void (await each((kept) => kept.stop()));
  return {
    ...registry,
    id,
    name,
    duty(lease) {
      const kept = duties.get(lease) ?? keepLease({ ...parts, rhythm, lease, holder: id });
      duties.set(lease, kept);
      return kept;
    },
    stepDown,
    async again() {
      await registry.again();
      await each((kept) => kept.again());
    },
    async stop() {
      await stepDown();
      await registry.stop();
    },
  };
}

/** Equal for packs that say the same. */
function digestOf(pack: CityPack): string {
  return createHash('sha256').update(JSON.stringify(pack)).digest('hex').slice(0, 16);
}
