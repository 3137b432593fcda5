import type { RequestListener, Server } from 'node:http';
import type { Logger } from 'pino';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { ChannelFigures, ChannelLease, ChannelName } from '#data/contract/channel.ts';
import type { Place } from '#data/contract/feed.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Random } from '#data/kit/random.ts';
import type { Access } from './access/access.ts';
import type { Gate } from './access/gate.ts';
import type { Pairing } from './access/pairing.ts';
import type { Areas } from './city/areas.ts';
import type { Oidc, TrustProxy } from './config.ts';
import type { KeptLease } from './nodes/keep-lease.ts';
import type { NodeStands } from './nodes/node.ts';
import type { Desk } from './desk/desk.ts';
import type { IncidentIds } from './intake/incident-id.ts';
import type { Ways } from './demo/channels/ways.ts';
import type { Doors } from './doors.ts';
import type { Intake } from './intake/intake.ts';
import type { Held } from './store/fenced.ts';
import type { Fence } from './store/leases.ts';
import type { Shared } from './store/shared.ts';
import type { Store } from './store/store.ts';
import type { Watch } from './watch/watch.ts';

export type AppParts = {
  pack: CityPack;
  store: Store;
  /** What several processes on one store share; this one alone when none is given. */
  shared?: Shared;
  /** How many other processes live on the store; this one is alone when it is left out. */
  others?: () => number;
  /** How this process stands among all on the store. */
  node?: NodeStands;
  /** The leases of channels that work on one node; this process is alone when none are given. */
  channelLease?: ((name: ChannelLease) => KeptLease) | undefined;
  /** The broker through which devices speak. */
  mqttUrl?: string | undefined;
  /** Addresses and networks that are asked although they are private, and without TLS. */
  ownNetworks?: readonly string[] | undefined;
  /** The lease of the watch; this process watches alone when none is given. */
  held?: Held;
  clock: Clock;
  /** What door, desk and watch take for the time; the demo stands it while it makes up its past. */
  cityClock?: Clock;
  random: Random;
  log: Logger;
  /** Of this installation (server/access/secret.ts). */
  secret: string;
  /** How the references of sources become ids. */
  incidentIds: IncidentIds;
  build: string;
  version: string;
  /** Folder of the built pages. */
  dist: string;
  hourShift: number;
  /** Where versions of cases are kept for questions: derived, and made anew where it is not there; left out: in memory. */
  questionsFile?: string | undefined;
  trustProxy?: TrustProxy;
  /** Other origins whose pages may follow the feed. */
  origins?: readonly string[];
  /** The demo plays the grid: what the watch says of its cells is an exercise. */
  gridIsExercise?: boolean;
  /** Visits fall due by the city's own plan: not where the demo plays the grid. */
  visitsFallDue?: boolean;
  /** People that everybody can sign in as: the demo. */
  demo?: readonly Person[];
  /** OpenID Connect, where it is set up. */
  oidc?: Oidc | undefined;
  /** Without a command for so long, the next one needs the password again, ms. */
  idleLockMs?: number;
  /** Told the code for the first admin, where nobody is registered. */
  announceFirst?: (code: string) => void;
  /** Approve a wall on this very machine by itself: the demo. */
  approveLocal?: boolean;
};

/** Everything joined; nothing listens yet. */
export type App = {
  http: Server;
  /** What answers its requests; the table of rights is held against it. */
  web: RequestListener;
  intake: Intake;
  desk: Desk;
  /** The same for whoever acts under a lease. */
  under(fence: Fence, held: Held): Doors;
  watch: Watch;
  gate: Gate;
  access: Access;
  pairing: Pairing;
  /** Socket.IO namespaces, for the table of rights. */
  namespaces(): string[];
  board(): Board;
  /** How far the board has come, and of which log. */
  place(): Place;
  /** How many screens follow here. */
  screens(): number;
  /** Resolves once the board has come to `seq`. */
  reached(seq: Seq): Promise<void>;
  areas: Areas;
  /** What the process still does before it is ready; null: it is. */
  waitFor(what: string | null): void;
  channels: {
    /** Those that hear by themselves begin to. */
    start(): void;
    /** What each heard on this node. */
    figures(): Partial<Record<ChannelName, ChannelFigures>>;
  };
  /** The channels, for the demo of this process. */
  ways: Ways;
  /** The share of its history that is there, from 0 to 1, while more of it comes in behind the living picture; null: all. */
  fillHistory(share: number | null): void;
  /** Reads the store anew after it was exchanged. */
  reload(): Promise<void>;
  /** Says goodbye to every screen, takes nothing more in, keeps the board for the next start. */
  stop(): Promise<void>;
};
