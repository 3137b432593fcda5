import type { DeviceSaid, ToldFix } from '../devices/device-said.ts';
import { wrong } from '../devices/device-said.ts';
import { isRecord, told } from '../devices/read-json.ts';

const METRES_A_SECOND_IN_A_KNOT = 1852 / 3600;
/** As Jackson writes it by default: an offset without a colon, which RFC 3339 has not. */
const offsetWithoutColon = /([+-]\d{2})(\d{2})$/;

/** Events of Traccar that say that a device is there no more. */
const gone = new Set(['deviceOffline', 'deviceUnknown']);

export type TraccarSaid = { unit: string; said: DeviceSaid };

/**
 * What Traccar forwards with `forward.type=json`, `{position, device}`, and with `event.forward.type=json`, `{event, device}`.
 * The unit is what the device's attribute `unit` names, else the device's identifier. Text: why it is neither.
 */
export function readTraccar(body: unknown): TraccarSaid | string {
  if (!isRecord(body)) return 'is not an object';
  const { position, event, device } = body;
  if (!isRecord(device)) return 'device: is not an object';
  const { uniqueId, attributes } = device;
  const named = isRecord(attributes) ? told(attributes['unit']) : undefined;
  const unit = named ?? uniqueId;
  if (typeof unit !== 'string') return 'device.uniqueId: is not text';
  if (isRecord(event)) return { unit, said: readEvent(event) };
  if (!isRecord(position)) return 'position: is not an object';
  return { unit, said: readPosition(position) };
}

/** What else happens to a device comes with a position of its own. */
function readEvent({ type }: Readonly<Record<string, unknown>>): DeviceSaid {
  return typeof type === 'string' && gone.has(type) ? { is: 'left' } : { is: 'beside' };
}

function readPosition(position: Readonly<Record<string, unknown>>): DeviceSaid {
  const { valid, outdated, fixTime, deviceTime, latitude, longitude, accuracy, speed, course, attributes } = position;
  if (valid === false) return wrong('position.valid: the device itself knows no place');
  if (outdated === true) return wrong('position.outdated: is where the device was before');
  const fix: ToldFix = {
    at: timeOf(fixTime ?? deviceTime),
    lon: longitude,
    lat: latitude,
    // 0 is how Traccar writes what the device did not say.
    accuracy: accuracy === 0 ? undefined : told(accuracy),
    speed: typeof speed === 'number' ? speed * METRES_A_SECOND_IN_A_KNOT : told(speed),
    heading: speed === 0 && course === 0 ? undefined : told(course),
    battery: isRecord(attributes) ? told(attributes['batteryLevel']) : undefined,
  };
  return { is: 'fix', fix };
}

const timeOf = (time: unknown) => (typeof time === 'string' ? time.replace(offsetWithoutColon, '$1:$2') : time);
