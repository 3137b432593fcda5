import type { Intake } from '../../intake/intake.ts';
import { readOwnTracks } from '../../intake/channels/owntracks/read-owntracks.ts';
import { readTraccar } from '../../intake/channels/traccar/read-traccar.ts';
import type { DeviceMessage } from '../../intake/channels/devices/device-door.ts';
import type { CrewFix } from '../fleet/fixes.ts';
import type { Crew } from '../fleet/muster.ts';
import { demoSender } from '../exercise.ts';
import { drillEar, voiceOf, type Ways } from './ways.ts';

/** Of so many crews one carries the app, and one has a tracker in its car. */
const ONE_PHONE_IN = 8;
const ONE_TRACKER_IN = 3;
/** Faster than this, what a crew does is a jump to whoever hears its device. */
const MOST_SPEED = 4;
const METRES_A_SECOND_IN_A_KNOT = 1852 / 3600;

/** Sends fixes in the form of the device that each crew has. */
export function deviceSender(ways: Ways, intake: Intake, crews: readonly Pick<Crew, 'id'>[], pace: number) {
  const rank = new Map<string, number>(pace > MOST_SPEED ? [] : crews.map(({ id }, i) => [id, i]));
  const ear = (name: 'http' | 'owntracks' | 'traccar') => drillEar(ways.ear(name, intake));
  const [plain, phones, trackers] = [ear('http'), ear('owntracks'), ear('traccar')];

  return async (fixes: readonly CrewFix[]): Promise<void> => {
    const by = { plain: [] as CrewFix[], phone: [] as DeviceMessage[], tracker: [] as DeviceMessage[] };
    for (const fix of fixes) {
      const i = rank.get(fix.unit) ?? NaN;
      if (i % ONE_PHONE_IN === 1) by.phone.push(asOwnTracks(fix));
      else if (i % ONE_TRACKER_IN === 0) by.tracker.push(asTraccar(fix));
      else by.plain.push(fix);
    }
    const exercise = true;
    if (by.plain.length > 0) await plain.intake.positions(demoSender, by.plain);
    if (by.phone.length > 0) await ways.devices.take(phones.intake, { source: voiceOf.phones, exercise }, by.phone);
    if (by.tracker.length > 0)
      await ways.devices.take(trackers.intake, { source: voiceOf.trackers, exercise }, by.tracker);
  };
}

function asOwnTracks({ unit, at, lon, lat, accuracy, speed, heading }: CrewFix): DeviceMessage {
  const said = readOwnTracks({
    _type: 'location',
    tst: at / 1000,
    lon,
    lat,
    acc: accuracy,
    vel: speed * 3.6,
    cog: heading,
  });
  return { device: `owntracks ${unit}/phone`, unit, said };
}

function asTraccar({ unit, at, lon, lat, accuracy, speed, heading }: CrewFix): DeviceMessage {
  const read = readTraccar({
    position: {
      valid: true,
      fixTime: new Date(at).toISOString(),
      longitude: lon,
      latitude: lat,
      accuracy,
      speed: speed / METRES_A_SECOND_IN_A_KNOT,
      course: heading,
    },
    device: { uniqueId: unit },
  });
  if (typeof read === 'string') throw new Error(read);
  return { device: `traccar ${unit}`, ...read };
}
