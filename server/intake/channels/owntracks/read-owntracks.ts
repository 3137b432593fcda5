import { wrong, type DeviceSaid } from '../devices/device-said.ts';
import { fromEpochSeconds } from '../devices/epoch-time.ts';
import { isRecord, told } from '../devices/read-json.ts';

/** What the apps tell one another or a recorder (owntracks.org/booklet/tech/json): of no use here. */
const beside = new Set([
  'beacon',
  'card',
  'cmd',
  'configuration',
  'request',
  'status',
  'steps',
  'waypoint',
  'waypoints',
]);

/** A payload of the OwnTracks apps. What its fields hold is judged at the door; here only what they are called and in which unit. */
export function readOwnTracks(payload: unknown): DeviceSaid {
  if (!isRecord(payload)) return wrong('is not an object');
  const { _type: type } = payload;
  if (typeof type !== 'string') return wrong('_type: is missing');
  if (type === 'lwt') return { is: 'left' };
  if (type === 'encrypted') return wrong('_type: is encrypted, and no key is known here');
  // A region's border says where it was crossed, or only that it was.
  if (type === 'transition' && told(payload['lat']) === undefined && told(payload['lon']) === undefined)
    return { is: 'beside' };
  if (type === 'location' || type === 'transition') return readFix(payload);
  return beside.has(type) ? { is: 'beside' } : wrong('_type: is not one of OwnTracks');
}

function readFix({ tst, lat, lon, acc, vel, cog, batt }: Readonly<Record<string, unknown>>): DeviceSaid {
  const time = fromEpochSeconds(tst);
  if (!time) return wrong('tst: is not seconds since 1970');
  return {
    is: 'fix',
    fix: {
      at: time.at,
      lon,
      lat,
      accuracy: told(acc),
      // Kilometres an hour.
      speed: typeof vel === 'number' ? vel / 3.6 : told(vel),
      heading: told(cog),
      battery: told(batt),
    },
    ...(time.corrected !== undefined && { corrected: time.corrected }),
  };
}
