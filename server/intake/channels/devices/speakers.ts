import type { UnitId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';

/** A unit for which two devices speak; the newest time of either is shown. */
export type TwoDevices = { unit: UnitId; devices: string[] };

/** Which devices speak for which unit at present. */
export type Speakers = {
  speaks(unit: UnitId, device: string): void;
  /** The device is there no more. True where no other one speaks for the unit. */
  leaves(unit: UnitId, device: string): boolean;
  two(): TwoDevices[];
};

/** A device that was silent for so long speaks no more, ms. */
const SILENT_MS = 5 * 60_000;

export function createSpeakers({ now }: Pick<Clock, 'now'>): Speakers {
  /** By unit, when each of its devices was heard. */
  const heard = new Map<UnitId, Map<string, number>>();

  function present(devices: Map<string, number>): string[] {
    for (const [device, at] of devices) if (now() - at > SILENT_MS) devices.delete(device);
    return [...devices.keys()];
  }

  return {
    speaks(unit, device) {
      const devices = heard.get(unit);
      if (devices) devices.set(device, now());
      else heard.set(unit, new Map([[device, now()]]));
    },
    leaves(unit, device) {
      const devices = heard.get(unit);
      devices?.delete(device);
      return !devices || present(devices).length === 0;
    },
    two: () =>
      [...heard].flatMap(([unit, devices]) => {
        const speaking = present(devices);
        return speaking.length > 1 ? [{ unit, devices: speaking }] : [];
      }),
  };
}
