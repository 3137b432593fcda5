import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { PersonId, SourceName } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import type { Clock } from '#data/kit/clock.ts';
import { seededRandom } from '#data/kit/random.ts';
import { demoPeople } from '#server/access/demo-people.ts';
import { personOf } from '#server/access/person-record.ts';
import { newToken, tokenDigest } from '#server/access/token.ts';
import { createApp, type App, type AppParts } from '#server/app.ts';
import type { Oidc, TrustProxy } from '#server/config.ts';
import { incidentIds } from '#server/intake/incident-id.ts';
import type { NodeStands } from '#server/nodes/node.ts';
import { realClock } from '#server/real-clock.ts';
import type { Shared } from '#server/store/shared.ts';
import type { Store } from '#server/store/store.ts';
import { openSqliteStore, type SqliteOptions } from '#server/store/sqlite/open.ts';
import { makePack } from './pack.ts';

export type RunningApp = App & {
  url: string;
  store: Store;
  /** What the terminal showed, where nobody was registered. */
  firstCode(): string | undefined;
  /** Registers a source; returns its token. */
  addSource(name: string, units?: string[]): Promise<string>;
  /** Registers a display or a program with a view; returns its token. */
  addView(view: string): Promise<string>;
  /** Makes somebody and signs them in without their password; `cookie` is the header to send. */
  signIn(over?: Partial<Person>): Promise<{ person: Person; cookie: string }>;
};

export type AppOptions = {
  pack?: CityPack;
  clock?: Clock;
  /** Keep what an earlier app in this folder left. */
  folder?: string;
  store?: Partial<SqliteOptions>;
  /** What stands between the server and its store. */
  around?: (store: Store) => Store;
  approveLocal?: boolean;
  /** Where the server's own log goes. */
  log?: Logger;
  demo?: boolean;
  origins?: readonly string[];
  oidc?: Oidc;
  idleLockMs?: number;
  trustProxy?: TrustProxy;
  mqttUrl?: string;
  ownNetworks?: readonly string[];
  /** The installation's: another one is another installation. */
  secret?: string;
  /** Another process on the store of this one: it has its own memory, and ends before it. */
  beside?: RunningApp;
  /** What the two share beside the store. */
  shared?: Shared;
  /** How many other processes live. */
  others?: () => number;
  /** How it stands among them. */
  node?: NodeStands;
  /** By which it hears what one of them hears for all. */
  channelLease?: AppParts['channelLease'];
};

let people = 0;

/** The whole server on a port of its own, over a real SQLite file. */
export async function startApp(options: AppOptions = {}): Promise<RunningApp> {
  const { beside } = options;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'watchfloor-'));
  const opened =
    beside?.store ??
    (await openSqliteStore({
      file: join(folder, 'watchfloor.db'),
      hourShift: 0,
      now: (options.clock ?? realClock).now,
      ...options.store,
    }));
  const store = options.around?.(opened) ?? opened;
  const pack = options.pack ?? makePack();
  let firstCode: string | undefined;
  const app = await createApp({
    pack,
    store,
    ...(options.shared && { shared: options.shared }),
    ...(options.others && { others: options.others }),
    ...(options.node && { node: options.node }),
    clock: options.clock ?? realClock,
    random: seededRandom('test'),
    log: options.log ?? pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
    secret: options.secret ?? 'test-secret',
    incidentIds: incidentIds(options.secret ?? 'test-secret'),
    build: '0',
    version: '0.0.0',
    dist: join(import.meta.dirname, '../../dist'),
    hourShift: 0,
    approveLocal: options.approveLocal ?? true,
    origins: options.origins ?? [],
    oidc: options.oidc,
    ...(options.idleLockMs !== undefined && { idleLockMs: options.idleLockMs }),
    trustProxy: options.trustProxy ?? false,
    mqttUrl: options.mqttUrl,
    ownNetworks: options.ownNetworks,
    channelLease: options.channelLease,
    ...(options.demo && { demo: demoPeople(pack, []) }),
    announceFirst: (code) => (firstCode = code),
  });
  await new Promise<void>((listening) => app.http.listen(0, '127.0.0.1', listening));
  const { port } = app.http.address() as AddressInfo;
  return {
    ...app,
    url: `http://127.0.0.1:${port}`,
    store,
    firstCode: () => firstCode,
    async addSource(name, units) {
      const token = newToken('source');
      await store.tokens.add(tokenDigest(token), { kind: 'source', name: name as SourceName, ...(units && { units }) });
      return token;
    },
    async addView(view) {
      const token = newToken('view');
      await store.tokens.add(tokenDigest(token), { kind: 'view', name: `test ${view}`, view });
      return token;
    },
    async signIn(over = {}) {
      const id = `person-${++people}` as PersonId;
      const person = {
        id,
        name: `Person ${people}`,
        role: 'supervisor',
        oversight: false,
        left: false,
        ...over,
      } as const;
      const record = { ...person, enrolBy: 8.64e15, generation: 0 };
      await app.access.register.put(record);
      const { token } = await app.access.sessions.open(record, 'password');
      return { person: personOf(record), cookie: `${app.access.cookieNames.session}=${token}` };
    },
    async stop() {
      await app.stop();
      if (!beside) await store.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
