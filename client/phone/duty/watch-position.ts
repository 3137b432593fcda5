import type { Stop } from '#data/kit/clock.ts';
import type { Here } from './sharing.ts';

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
  const watch = source.watchPosition(
    (position) => found(hereOf(position)),
    ({ code }) => trouble(code === 1 ? 'denied' : 'unavailable'),
    { enableHighAccuracy: true, maximumAge: 5_000, timeout: 30_000 },
  );
  return () => source.clearWatch(watch);
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
