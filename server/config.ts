import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { root } from './root.ts';

const flag = z.enum(['0', '1']).transform((value) => value === '1');

/** Set by somebody who counts on it: better no start than one that quietly does without. */
const notYet = (why: string) => z.never({ error: `is not supported by this version: ${why}` }).optional();

/** No lock comes after the end of a session (server/access/sessions.ts). */
const SESSION_HOURS = 12;

const oidcNames = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'] as const;

function isSafeIssuer(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** How many proxies are in front, or the addresses of those that are believed about who calls. */
export type TrustProxy = false | number | readonly string[];

/** As it is written: `0`, `1`, `loopback, 10.0.0.0/8`. Null where it says neither. Nobody may say who they are without one: no `true`. */
function readTrustProxy(text: string): TrustProxy | null {
  if (text === 'false' || /^0+$/.test(text)) return false;
  if (/^\d$/.test(text)) return Number(text);
  const all = text.split(',').map((one) => one.trim());
  return all.every(isNetwork) ? all : null;
}

function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  return isAddresses(text);
}

/** One address, or a network of them. */
function isAddresses(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)]!;
  if (prefix === undefined) return bits > 0;
  return rest.length === 0 && /^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= bits;
}

/** Pages, cookies and the feed are served at the top of an address. */
function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, href } = new URL(address);
  return href === `${origin}/`;
}

function isRedis(address: string): boolean {
  return /^rediss?:\/\//.test(address) && URL.canParse(address) && /^\/?\d*$/.test(new URL(address).pathname);
}

function isBroker(address: string): boolean {
  if (!/^(mqtts?|wss?):\/\//.test(address) || !URL.canParse(address)) return false;
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(address);
  return (
    hostname !== '' &&
    (protocol.startsWith('ws') || ['', '/'].includes(pathname)) &&
    search === '' &&
    hash === '' &&
    isDecodable(username) &&
    isDecodable(password)
  );
}

/** Whether every % in it begins a byte, and the bytes are UTF-8. */
function isDecodable(part: string): boolean {
  try {
    return decodeURIComponent(part) !== null;
  } catch {
    return false;
  }
}

const numberBetween = (least: number, most: number) =>
  z.coerce
    .number({ error: `must be a number from ${least} to ${most}` })
    .min(least)
    .max(most);

const Environment = z.object({
  PORT: numberBetween(0, 65_535).refine(Number.isInteger, 'must be a whole number').default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  NODE_NAME: z
    .string()
    .regex(/^[\w.:-]{1,64}$/, 'must be 1 to 64 letters, digits, ".", ":", "-" or "_"')
    .optional(),
  DATA_DIR: z.string().min(1).default('./var'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be postgres://USER:PASSWORD@HOST:PORT/DATABASE')
    .optional(),
  SECRET: z
    .string()
    .refine((text) => text.trim().length >= 32, 'must be 32 characters or more, blanks at its ends not counted')
    .optional(),
  SECRET_FILE: z.string().min(1).optional(),
  REDIS_URL: z
    .string()
    .refine(isRedis, 'must be redis://NAME:PASSWORD@HOST:PORT, and /NUMBER for another than the first of its databases')
    .optional(),
  MQTT_URL: z
    .string()
    .refine(isBroker, 'must be mqtt://NAME:PASSWORD@HOST:PORT, or mqtts:// for TLS; ws:// and wss:// may have a path')
    .optional(),
  OWN_NETWORKS: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine((all) => all.every(isAddresses), 'must be addresses and networks: 10.1.0.0/16, 192.168.7.4, fd00::/8')
    .optional(),
  DEMO: flag.optional(),
  DEMO_SEED: z.string().min(1).max(100).default('xining'),
  DEMO_SPEED: numberBetween(0.1, 1000).default(1),
  CITY: z.string().min(1).optional(),
  BASEMAP: notYet('the map is drawn from the city pack'),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'must be an https:// address' })
    .refine(isSafeIssuer, 'must be https:// unless it is this very machine')
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s):// address', abort: true })
    .refine(isOrigin, 'must be an address without a path: https://city.example, since pages are served at its top')
    .transform((address) => new URL(address).origin)
    .optional(),
  TRUST_PROXY: z
    .string()
    .transform((text, context) => {
      const read = readTrustProxy(text);
      if (read !== null) return read;
      context.addIssue({
        code: 'custom',
        message:
          'must be how many proxies are in front (1), or their addresses (loopback, 10.0.0.0/8); "true" would believe anybody',
      });
      return z.NEVER;
    })
    .optional(),
  FACTS_DAYS: numberBetween(30, 36_500).refine(Number.isInteger, 'must be a whole number').optional(),
  ARCHIVE_DIR: z.string().min(1).optional(),
  LOCK_AFTER_MINUTES: numberBetween(1, SESSION_HOURS * 60).default(15),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The provider, and what we are to it. Answers come back to the public address. */
export type Oidc = { issuer: string; clientId: string; clientSecret: string; publicUrl: string };

/** `SECRET`, or the file that `SECRET_FILE` names: several nodes of one installation need the same. */
export type GivenSecret = { secret?: string; secretFile?: string };

export type Config = {
  host: string;
  port: number;
  /** What people call this process, of all that stand on the same store. */
  nodeName?: string;
  dataDir: string;
  /** The embedded store. */
  storeFile: string;
  /** Folder of the archive files. */
  archiveDir: string;
  /** For how many days the store holds facts itself; left out: for ever. */
  factsDays?: number;
  /** The PostgreSQL database that is used in its place. */
  databaseUrl?: string;
  /** What several nodes share of the moment. */
  redisUrl?: string;
  /** The broker through which devices say where they are; it may bear a password. */
  mqttUrl?: string;
  /** Addresses and networks that the server asks of its own accord although they are private, and without TLS. */
  ownNetworks?: readonly string[];
  /** The installation's secret, where it is given and not made. */
  given: GivenSecret;
  /** Where the command line reaches a running server. */
  controlPath: string;
  demo: false | { seed: string; speed: number };
  /** Folder of the city pack. */
  cityFolder: string;
  /** Without a slash at the end. */
  publicUrl?: string;
  /** OpenID Connect, where it is set up. */
  oidc?: Oidc;
  trustProxy: TrustProxy;
  /** Without a command for so long, the next one needs the password again, ms. */
  idleLockMs: number;
  logLevel: string;
};

/** The environment as the product understands it, or one line per wrong value. */
export function parseConfig(
  env: Readonly<Record<string, string | undefined>>,
): { config: Config } | { wrong: string[] } {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    return { wrong: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  }
  const e = parsed.data;
  if (e.SECRET !== undefined && e.SECRET_FILE !== undefined)
    return { wrong: ['SECRET: SECRET_FILE is set as well, and only one of them can be meant: leave one out'] };
  const dataDir = resolve(e.DATA_DIR);
  const config: Config = {
    host: e.HOST,
    port: e.PORT,
    dataDir,
    storeFile: join(dataDir, 'watchfloor.db'),
    archiveDir: e.ARCHIVE_DIR === undefined ? join(dataDir, 'archive') : resolve(e.ARCHIVE_DIR),
    given: {
      ...(e.SECRET !== undefined && { secret: e.SECRET }),
      ...(e.SECRET_FILE !== undefined && { secretFile: resolve(e.SECRET_FILE) }),
    },
    controlPath: join(dataDir, 'control.sock'),
    demo: (e.DEMO ?? (e.CITY === undefined && e.DATABASE_URL === undefined)) && {
      seed: e.DEMO_SEED,
      speed: e.DEMO_SPEED,
    },
    cityFolder: resolve(e.CITY ?? join(root, 'data/city/xining')),
    trustProxy: e.TRUST_PROXY ?? false,
    idleLockMs: e.LOCK_AFTER_MINUTES * 60_000,
    logLevel: e.LOG_LEVEL,
  };
  if (e.FACTS_DAYS !== undefined) config.factsDays = e.FACTS_DAYS;
  if (e.NODE_NAME !== undefined) config.nodeName = e.NODE_NAME;
  if (e.DATABASE_URL !== undefined) config.databaseUrl = e.DATABASE_URL;
  if (e.REDIS_URL !== undefined && e.DATABASE_URL === undefined)
    return {
      wrong: ['REDIS_URL: nodes need one store that all of them know: set DATABASE_URL too, or leave both out'],
    };
  if (e.REDIS_URL !== undefined) config.redisUrl = e.REDIS_URL;
  if (e.MQTT_URL !== undefined) config.mqttUrl = e.MQTT_URL;
  if (e.OWN_NETWORKS !== undefined) config.ownNetworks = e.OWN_NETWORKS;
  if (e.PUBLIC_URL !== undefined) config.publicUrl = e.PUBLIC_URL;
  const oidc = oidcOf(e);
  if (oidc === 'incomplete')
    return { wrong: [`${oidcNames.join(', ')}: OpenID Connect needs all of them, or none but PUBLIC_URL`] };
  if (oidc) config.oidc = oidc;
  return { config };
}

function oidcOf(e: z.infer<typeof Environment>): Oidc | 'incomplete' | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, PUBLIC_URL: publicUrl } = e;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined || publicUrl === undefined)
    return 'incomplete';
  return { issuer, clientId, clientSecret, publicUrl };
}
