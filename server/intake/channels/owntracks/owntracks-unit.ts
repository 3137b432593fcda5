import type { UnitId } from '#data/contract/ids.ts';
import { unitIdOf } from '../../check-fix.ts';
import { maySpeakFor } from '../../speaks-for.ts';
import type { UnitsOf } from '../devices/source-units.ts';
import type { OwnTracksDevice } from './owntracks-device.ts';

/**
 * The unit that a device speaks for. A user whose token is for one unit speaks for that one, whatever the device is called;
 * of several, for the one that device or user is called; without such a token for the unit of the user's own name,
 * because the broker vouches for no more than the user. Text: why for none.
 */
export function unitOfOwnTracks({ user, device }: OwnTracksDevice, units: UnitsOf): { unit: UnitId } | string {
  const [own] = [unitIdOf(user)];
  if (units === null || units === 'all') return own === null ? `unit: ${NO_ID}` : { unit: own };
  const [only] = units;
  if (units.length === 1 && only !== undefined && !only.endsWith('*')) {
    const id = unitIdOf(only);
    return id === null ? `unit: ${NO_ID}` : { unit: id };
  }
  const called = [unitIdOf(device), own].find((id) => id !== null && maySpeakFor({ units }, id));
  return called ? { unit: called } : 'unit: neither the device nor its user is called like one that it may speak for';
}

const NO_ID = 'what the user is called is not the id of a unit';
