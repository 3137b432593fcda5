import { describe, expect, test } from 'vitest';
import { chosenOnMap, chosenRows } from '#client/console/city/chosen.ts';
import { openByDistrict } from '#client/console/city/open-by-district.ts';
import type { AreaId } from '#data/contract/ids.ts';
import { incidentId, makeIncident, makeUnit, unitId } from '../support/make-rows.ts';
import { makePack } from '../support/pack.ts';

const units = new Map([makeUnit({ id: 'u1', slot: 4 }), makeUnit({ id: 'u2', slot: 7 })].map((row) => [row.id, row]));
const sent = (unit: string) => ({ unit: unitId(unit), state: 'assigned' as const, since: 1 });
const incident = makeIncident({ id: 'i1', assignments: [sent('u2'), sent('gone')] });
const incidents = new Map([[incident.id, incident]]);

describe('what the address chooses on the map', () => {
  test('is an incident with its units, and a unit', () => {
    const rows = chosenRows({ incident: 'i1', unit: 'u1' }, { incidents, units });
    expect(chosenOnMap(rows)).toEqual({ incident: 'i1', unit: 4, crews: [7] });
  });

  test('is nothing where the board does not have it', () => {
    const rows = chosenRows({ incident: 'i9', unit: 'u9' }, { incidents, units });
    expect(chosenOnMap(rows)).toEqual({ incident: null, unit: null, crews: [] });
  });
});

describe('the list instead of the map', () => {
  test('has every incident in its district, the most urgent first, and those without a place', () => {
    const areas = ['d0', 'd0s0', 'd0s0c0'] as AreaId[];
    const rows = [
      makeIncident({ id: 'late', priority: 3, areas }),
      makeIncident({ id: 'grave', priority: 1, areas }),
      makeIncident({ id: 'nowhere', priority: 2 }),
    ];
    expect(
      openByDistrict(rows, makePack().areas, 0).map(({ district, rows }) => [district, ...rows.map(({ id }) => id)]),
    ).toEqual([
      ['d0', incidentId('grave'), incidentId('late')],
      [null, incidentId('nowhere')],
    ]);
  });
});
