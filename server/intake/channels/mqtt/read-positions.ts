import type { UnitId } from '#data/contract/ids.ts';
import { unitIdOf } from '../../check-fix.ts';
import { lettersOf } from '../../known-units.ts';
import { wrong, type DeviceSaid } from '../devices/device-said.ts';
import { isRecord } from '../devices/read-json.ts';

/** A backlog in one message. */
const MOST_FIXES = 5000;

/** The unit of `watchfloor/v1/positions/{unit}`; null for every other topic. */
export function unitOfTopic(topic: string): UnitId | null {
  const [, unit] = /^watchfloor\/v1\/positions\/([^/]+)$/.exec(topic) ?? [];
  return unit === undefined ? null : unitIdOf(unit);
}

/** One fix or an array of them, as `POST /api/v1/positions` takes them; who it is about the topic says, and nothing else. */
export function readPositions(payload: unknown, unit: UnitId): DeviceSaid[] {
  if (!Array.isArray(payload)) return [readOne(payload, unit)];
  if (payload.length > MOST_FIXES) return [wrong(`holds more than ${MOST_FIXES} fixes`)];
  return payload.map((one) => readOne(one, unit));
}

function readOne(fix: unknown, unit: UnitId): DeviceSaid {
  if (!isRecord(fix)) return wrong('is not an object');
  const { unit: named, at, lon, lat, accuracy, speed, heading, battery } = fix;
  const id = typeof named === 'string' ? unitIdOf(named) : null;
  if (named !== undefined && (id === null || lettersOf(id) !== lettersOf(unit)))
    return wrong('unit: is another than that of the topic');
  return { is: 'fix', fix: { at, lon, lat, accuracy, speed, heading, battery } };
}
