import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { Place } from '#data/contract/feed.ts';
import { installationSecret } from './access/secret.ts';
import { createApp } from './app.ts';
import { hourShiftOf } from './city/hour-shift.ts';
import { bind, mustBeFree } from './bind.ts';
import { builtPages } from './built-pages.ts';
import { mayPass, mustBeUnderstood, storeOpener, wholeStore } from './choose-store.ts';
import { createActions } from './cli/actions.ts';
import { createControl } from './cli/control.ts';
import { loadCityPack } from './city/load.ts';
import { parseConfig } from './config.ts';
import { demoPeople } from './access/demo-people.ts';
import { createNode } from './nodes/node.ts';
import type { NodeCard } from './nodes/registry.ts';
import { demoStarter } from './playing/start-demo.ts';
import { playWhileHeld } from './playing/playing.ts';
import { settleCity } from './playing/settle-city.ts';
import { createDemoClock } from './demo/demo-clock.ts';
import { idsWithDemo } from './demo/exercise.ts';
import { crewId } from './demo/fleet/muster.ts';
import { EX_CONFIG, exitWith, messageOf } from './exit.ts';
import { giveBackSoon } from './give-back.ts';
import { incidentIds } from './intake/incident-id.ts';
import { realClock } from './real-clock.ts';
import { createReadAnew } from './nodes/read-anew.ts';
import { keepRetention } from './retention.ts';
import { root } from './root.ts';
import { exchangeable } from './store/exchangeable.ts';
import { holdBoth } from './store/held-still.ts';
import { makePrivateFolder } from './store/private-files.ts';
import type { Store } from './store/store.ts';
import { openWaitingRoom, type WaitingRoom } from './waiting-room.ts';
import { firstAdminWords, startingWords, waitedFor, welcome } from './welcome.ts';

const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

const parsed = parseConfig(process.env);
if ('wrong' in parsed) exitWith(EX_CONFIG, parsed.wrong);
const { config } = parsed;
const log = pino({ level: config.logLevel, base: null });
const trouble = (what: string, error: unknown) => log.error({ err: error }, what);
/** 78 keeps a supervisor from trying again: never for what may pass. */
const wrong = (error: unknown) => exitWith(mayPass(error) ? 1 : EX_CONFIG, [messageOf(error)]);

const pack = await loadCityPack(config.cityFolder).catch(wrong);
const hourShift = hourShiftOf(pack.city.timeZone, realClock.now());
try {
  mustBeUnderstood(config);
  await mustBeFree(config);
} catch (error) {
  wrong(error);
}
/** What is wrong is the setting's. */
function named<T>(setting: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    return exitWith(EX_CONFIG, [`${setting}: ${messageOf(error)}`]);
  }
}
const { dataDir, given } = config;
// One that is given is read before anything is made.
const givenSecret = given.secretFile !== undefined && named('SECRET_FILE', () => installationSecret(dataDir, given));
// A folder that is not mounted must not be begun anew in its place.
if (config.archiveDir !== join(dataDir, 'archive')) named('ARCHIVE_DIR', () => readdirSync(config.archiveDir));
named('DATA_DIR', () => makePrivateFolder(dataDir));
const secret = givenSecret || named('DATA_DIR', () => installationSecret(dataDir, given));
const otherLog = createReadAnew({
  read: () => exchange(() => {}),
  said: () => log.warn('the log in the database is another one: it is read anew'),
  trouble,
});
const nodeName = config.nodeName ?? `${hostname()}-${process.pid}`;
const isDemo = config.demo !== false;
const settle = (opened: Store) => settleCity(opened, isDemo);
const build = builtPages(dist) ?? version;
/** Loaded by who has one: a server by itself would carry it along from its start. */
const openShared = async (url: string) => {
  const { openRedisShared } = await import('./shared-redis/redis-shared.ts');
  return openRedisShared({ url, node: nodeName, secret, clock: realClock, trouble });
};
// Before anything is made in the database.
const shared = config.redisUrl === undefined ? null : await openShared(config.redisUrl).catch(wrong);
let waitingRoom: WaitingRoom | undefined;
const open = storeOpener({ config, node: nodeName, hourShift, secret, trouble, otherLog, settle }, async (why) => {
  process.stderr.write(`watchfloor: waiting for the database: ${messageOf(why)}\n`);
  waitingRoom = await openWaitingRoom(config, { build, node: nodeName });
});
const store = await exchangeable(open).catch(wrong);

/** How far this process is, once it has come so far. */
const standsAt = ({ seq: head, epoch }: Place) => ({ head, epoch });
let state = (): Pick<NodeCard, 'head' | 'epoch' | 'screens' | 'channels'> => ({
  ...standsAt(store.log.place()),
  screens: 0,
});
const isAlone = config.databaseUrl === undefined;
const node = await createNode({
  name: nodeName,
  build,
  pack,
  isDemo,
  leases: store.leases,
  isAlone,
  state: () => state(),
  clock: realClock,
  trouble,
}).catch(wrong);
const watching = node.duty('watch');

const cityClock = createDemoClock(realClock);
const firstUnits = pack.services.map(({ id }) => ({ id: crewId(id, 0), service: id }));
const { promise: bound, resolve: isBound } = Promise.withResolvers<void>();
const app = await createApp({
  pack,
  store,
  held: watching,
  node,
  channelLease: node.duty,
  ...(shared && { shared }),
  ...(!isAlone && { others: node.others }),
  clock: realClock,
  cityClock,
  random: Math.random,
  log,
  secret,
  incidentIds: config.demo ? idsWithDemo(config.demo.seed, incidentIds(secret)) : incidentIds(secret),
  build,
  version,
  dist,
  hourShift,
  questionsFile: join(dataDir, 'questions.duckdb'),
  trustProxy: config.trustProxy,
  origins: config.publicUrl === undefined ? [] : [config.publicUrl],
  mqttUrl: config.mqttUrl,
  ownNetworks: config.ownNetworks,
  ...(config.demo && { demo: demoPeople(pack, firstUnits) }),
  // Where nothing is listened on, the one line that is written says why.
  announceFirst: (code) => void bound.then(() => process.stderr.write(firstAdminWords(code))).catch(wrong),
  oidc: config.oidc,
  idleLockMs: config.idleLockMs,
  approveLocal: isDemo,
  gridIsExercise: isDemo,
  visitsFallDue: !isDemo,
}).catch(wrong);
state = () => ({ ...standsAt(app.place()), screens: app.screens(), channels: app.channels.figures() });
const stopRetention = keepRetention({
  store,
  archiving: config.factsDays === undefined ? undefined : { folder: config.archiveDir, days: config.factsDays },
  held: node.duty('retention'),
  clock: realClock,
  trouble,
});

// Whoever is quick enough to ask finds it not ready.
if (config.demo) app.waitFor(waitedFor.past);
await waitingRoom?.close();
const port = await bind(app.http, config).catch(wrong);
isBound();
app.http.once('error', (error) => exitWith(1, [messageOf(error)]));
log.info({ host: config.host, port, city: pack.city.id, store: store.health() }, 'listening');
let isUp = false;
function lives(): void {
  app.waitFor(null);
  if (isUp) return;
  isUp = true;
  app.channels.start();
  process.stderr.write(welcome(config, port));
  giveBackSoon(realClock);
}

await watching.asked();
const { demo: city } = config;
const playing =
  city &&
  playWhileHeld({
    lease: watching,
    start: demoStarter({
      ...city,
      app,
      held: watching,
      store,
      pack,
      clock: cityClock,
      starting: () => process.stderr.write(startingWords(config, port)),
      lives,
      told: (what) => log.info({ seed: city.seed, head: store.log.place().seq }, what),
      trouble,
    }),
    trouble,
  });
// Where another process plays the city, this one has nothing to wait for.
if (!playing || !watching.now()) lives();

const whole = wholeStore(config, { hourShift, secret: () => secret });
const control = createControl({
  path: config.controlPath,
  actions: createActions({
    store: async () => store,
    storeFile: config.storeFile,
    archiveDir: config.archiveDir,
    whole,
    holdStill: () => holdBoth(store.holdStill, whole.holdStill),
    endures: true,
    hourShift,
    pack,
    clock: realClock,
    secret: () => secret,
    verify: store.verify,
    whileClosed: exchange,
    access: async () => app.access,
    flood: playing ? () => playing.demo()?.flood() ?? null : null,
  }),
  trouble,
});
await control.listen().catch(wrong);

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);

/** Another store takes the place of ours: every screen takes a new snapshot, the demo goes on from there. */
async function exchange(work: () => void): Promise<void> {
  await (playing && playing.pause());
  await store.exchange(work).catch(wrong);
  await app.reload();
  await node.again();
  if (playing) playing.resume();
}

async function stop(): Promise<void> {
  // Whatever hangs must not keep a restart waiting.
  setTimeout(() => process.exit(1), 4500).unref();
  stopRetention();
  await (playing && playing.pause());
  await control.close();
  await app.stop();
  await node.stop();
  shared?.close();
  await store.close();
  log.info('stopped');
  process.exit(0);
}
