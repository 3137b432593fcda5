import * as z from 'zod';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { TimedFix } from './timed-fix.ts';

/** https://owntracks.org/booklet/tech/json/: seconds, metres, km/h; -1 is "not known". */
const Location = z.object({
  _type: z.literal('location'),
  tst: z.coerce.number().nonnegative(),
  lon: z.number(),
  lat: z.number(),
  acc: z.number().optional(),
  vel: z.number().optional(),
  cog: z.number().optional(),
  batt: z.number().optional(),
});

/** The location in a line of OwnTracks' recorder (time of receipt, kind, payload); null for other messages. */
export function readOwnTracks(line: string, unit: string): Result<TimedFix, 'unreadable'> | null {
  const payload = line.split('\t')[2];
  if (payload === undefined) return null;
  let message: unknown;
  try {
    message = JSON.parse(payload);
  } catch {
    return refused('unreadable');
  }
  if ((message as { _type?: unknown } | null)?._type !== 'location') return null;
  const parsed = Location.safeParse(message);
  if (!parsed.success) return refused('unreadable');
  const { tst, lon, lat, acc = -1, vel = -1, cog = -1, batt = -1 } = parsed.data;
  return accepted({
    unit,
    at: tst * 1000,
    lon,
    lat,
    ...(acc >= 0 && { accuracy: acc }),
    ...(vel >= 0 && { speed: vel / 3.6 }),
    ...(cog >= 0 && { heading: cog }),
    ...(batt >= 0 && { battery: batt }),
  });
}
