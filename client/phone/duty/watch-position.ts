import type { Stop } from '#data/kit/clock.ts';
import { MOST_MS, type Here } from './sharing.ts';

export type PositionTrouble = 'denied' | 'unavailable';

type Parts = { found(here: Here): void; trouble(what: PositionTrouble): void };

/** Follows where this device is, until stopped. Nothing of it is kept on the device. */
export function watchPosition(
  { found, trouble }: Parts,
  source: Geolocation | undefined = navigator.geolocation,
): Stop {
  if (!source) {
    trouble('unavailable');
    return () => {};
  }
  const here = (position: GeolocationPosition) => void (ended || found(hereOf(position)));
  const failed = ({ code }: GeolocationPositionError) => void (ended || trouble(code === 1 ? 'denied' : 'unavailable'));
  const how = { enableHighAccuracy: true, maximumAge: 5_000, timeout: 30_000 };
  let ended = false;
  const watch = source.watchPosition(here, failed, how);
  // A device that lies still may not be told anything new; its crew is not silent for that.
  const asking = setInterval(() => source.getCurrentPosition(here, failed, how), MOST_MS);
  return () => {
    ended = true;
    source.clearWatch(watch);
    clearInterval(asking);
  };
}

/** Where this device is once, for a report. Null when it cannot tell. */
export function positionNow(source: Geolocation | undefined = navigator.geolocation): Promise<Here | null> {
  return new Promise((told) => {
    if (!source) return told(null);
    source.getCurrentPosition(
      (position) => told(hereOf(position)),
      () => told(null),
      { enableHighAccuracy: true, maximumAge: 10_000, timeout: 15_000 },
    );
  });
}

function hereOf({ coords, timestamp }: GeolocationPosition): Here {
  const { longitude, latitude, accuracy, speed, heading } = coords;
  return {
    at: timestamp,
    lon: longitude,
    lat: latitude,
    accuracy,
    ...(speed !== null && { speed }),
    // While it stands still a device has none.
    ...(heading !== null && !Number.isNaN(heading) && { heading }),
  };
}
