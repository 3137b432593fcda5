import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localDay, zoneOffset } from '#data/rules/zone.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { loadCityPack } from '#server/city/load.ts';
import { temporaryFolder } from '../support/store-file.ts';
import { busyCity, zoneAt } from './busy-city.ts';

test('whenever a soak begins, it is nine in the morning in its city', () => {
  for (let hour = 0; hour < 24; hour++) {
    const now = Date.UTC(2026, 10, 30, hour, 20);
    const offset = zoneOffset(zoneAt(now));
    expect(Math.floor((now + offset(now) - localDay(offset, now) * DAY) / HOUR)).toBe(9);
  }
});

test('its city is one that a server can open', async () => {
  const pack = await loadCityPack(busyCity(join(temporaryFolder(), 'city'), Date.UTC(2026, 10, 30, 20)));
  expect(pack.city).toMatchObject({ id: 'xining', timeZone: 'Etc/GMT+11' });
});
