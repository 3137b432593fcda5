import { join, resolve } from 'node:path';
import * as z from 'zod';

const flag = z.enum(['0', '1']).transform((value) => value === '1');

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./var'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// address' }).optional(),
  MQTT_URL: z.url({ protocol: /^(mqtts?|wss?)$/, error: 'must be an mqtt:// address' }).optional(),
  DEMO: flag.optional(),
  DEMO_SEED: z.string().min(1).max(100).default('xining'),
  DEMO_SPEED: z.coerce.number().min(0.1).max(1000).default(1),
  CITY: z.string().min(1).optional(),
  BASEMAP: z.string().min(1).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s):// address' }).optional(),
  TRUST_PROXY: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = {
  host: string;
  port: number;
  dataDir: string;
  /** The embedded store. */
  storeFile: string;
  /** Where the command line reaches a running server. */
  controlPath: string;
  databaseUrl?: string;
  redisUrl?: string;
  mqttUrl?: string;
  demo: false | { seed: string; speed: number };
  /** Folder of the city pack. */
  cityFolder: string;
  basemap?: string;
  publicUrl?: string;
  trustProxy: string | false;
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
  const dataDir = resolve(e.DATA_DIR);
  const configured = e.DATABASE_URL !== undefined || e.CITY !== undefined || e.MQTT_URL !== undefined;
  const config: Config = {
    host: e.HOST,
    port: e.PORT,
    dataDir,
    storeFile: join(dataDir, 'watchfloor.db'),
    controlPath: join(dataDir, 'control.sock'),
    demo: (e.DEMO ?? !configured) && { seed: e.DEMO_SEED, speed: e.DEMO_SPEED },
    cityFolder: resolve(e.CITY ?? join(import.meta.dirname, '../data/city/xining')),
    trustProxy: e.TRUST_PROXY ?? false,
    logLevel: e.LOG_LEVEL,
  };
  if (e.DATABASE_URL !== undefined) config.databaseUrl = e.DATABASE_URL;
  if (e.REDIS_URL !== undefined) config.redisUrl = e.REDIS_URL;
  if (e.MQTT_URL !== undefined) config.mqttUrl = e.MQTT_URL;
  if (e.BASEMAP !== undefined) config.basemap = e.BASEMAP;
  if (e.PUBLIC_URL !== undefined) config.publicUrl = e.PUBLIC_URL;
  return { config };
}
