import { render } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import type { AreaId, CellId } from '#data/contract/ids.ts';
import type { Unit } from '#data/contract/unit.ts';
import { cellStatuses } from '#data/rules/grid-status.ts';
import { madeBoard } from '#client/gallery/made-board.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { byDistrict, cityCounts, withGrid, type DistrictRow } from '#client/panels/grid/by-district.ts';
import { gravest } from '#client/panels/grid/gravest.ts';
import { byService, largest } from '#client/panels/units/by-service.ts';
import UnitsPanel from '#client/panels/units/UnitsPanel.svelte';
import { standOf } from '#client/parts/unit-stand.ts';
import { cityNames } from '#client/words/shared/city-names.ts';
import { createSpeech } from '#client/words/shared/speech.ts';
import CountsPanel from '#client/panels/public/CountsPanel.svelte';
import { giveRoom } from './room.ts';

const now = Date.UTC(2026, 10, 26, 6);
const say = createSpeech('en', 'Asia/Shanghai');
const names = cityNames(madePack, say);
const services = madePack.services.map(({ id }) => id);

describe('the units panel', () => {
  test.each<[string, Partial<Unit>, string | null]>([
    ['on patrol', { availability: 'available', reason: 'patrol' }, 'available'],
    ['at a meal, if need be', { availability: 'conditional', reason: 'meal' }, 'available'],
    ['refuelling', { availability: 'unavailable', reason: 'refuel' }, 'away'],
    ['on its way', { availability: 'unavailable', reason: 'enroute' }, 'assigned'],
    ['there', { availability: 'unavailable', reason: 'onscene' }, 'onscene'],
    ['there and not to be heard', { availability: 'unavailable', reason: 'onscene', contact: 'offline' }, 'silent'],
    ['off duty, its set switched off', { availability: 'unavailable', reason: 'offduty', contact: 'offline' }, null],
    ['on patrol and a little late', { availability: 'available', reason: 'patrol', contact: 'late' }, 'available'],
  ])('knows how a unit %s stands', (_how, over, stand) => {
    const [unit] = madeBoard(now, { units: 1 }).units.values();
    expect(standOf({ ...unit!, contact: 'live', ...over })).toBe(stand);
  });

  test('counts every unit on duty in exactly one column and one contact state', () => {
    const { units } = madeBoard(now, { units: 5000 });
    const onDuty = [...units.values()].filter(({ reason }) => reason !== 'offduty').length;
    const { rows, all, contact, ...table } = byService(units, services);
    const sum = (counts: object) => Object.values(counts).reduce<number>((a, b) => a + (b as number), 0);
    expect([sum(all), sum(contact), rows.reduce((so, { stands }) => so + sum(stands), 0), table.onDuty]).toEqual(
      Array(4).fill(onDuty),
    );
    expect(rows.map(({ service }) => service)).toEqual(services);
  });

  test('keeps units of a service that the city does not name', () => {
    const [unit] = madeBoard(now, { units: 1 }).units.values();
    const stray = { ...unit!, service: 'harbour' };
    expect(byService(new Map([[stray.id, stray]]), services).rows.at(-1)?.service).toBe('harbour');
  });

  test('keeps the largest services where lines are few', () => {
    const { rows } = byService(madeBoard(now, { units: 300 }).units, services);
    expect(largest(rows, 2).map(({ service }) => service)).toEqual(['police', 'grid']);
  });

  test('fits into any height with its sum', () => {
    giveRoom(500, 40 + 3 * 24 + 5);
    const { units } = madeBoard(now, { units: 150 });
    const { container } = render(UnitsPanel, { units, services, names, asOf: now, now, say });
    const lines = [...container.querySelectorAll('tbody tr')].map((line) => line.firstElementChild!.textContent);
    expect(lines).toHaveLength(3);
    expect(lines.at(-1)).toBe('All');
  });

  test('lets no service vanish: those without a line of their own are one last line, which adds up', () => {
    giveRoom(500, 40 + 4 * 24 + 5);
    const { units } = madeBoard(now, { units: 300 });
    const { container } = render(UnitsPanel, { units, services, names, asOf: now, now, say });
    const cells = [...container.querySelectorAll('tbody tr')].map((line) =>
      [...line.children].map(({ textContent }) => textContent.trim()),
    );
    expect(cells.map(([name]) => name)).toEqual([
      names.service('police'),
      names.service('grid'),
      `${services.length - 2} more`,
      'All',
    ]);
    const sum = (column: number) => cells.slice(0, -1).reduce((so, line) => so + Number(line[column]), 0);
    for (let column = 1; column <= 5; column++) expect(sum(column)).toBe(Number(cells.at(-1)![column]));
  });
});

describe('the grid panel', () => {
  const board = madeBoard(now, { incidents: 200, inspections: 90, unstaffed: 2 });
  const rows = byDistrict(madePack, board, cellStatuses(board, now), now);

  test('counts every cell once, by its status', () => {
    const { cells } = cityCounts(rows);
    expect(cells.normal + cells.attention + cells.alert + cells.unstaffed).toBe(madePack.cells.length);
    expect(cells.unstaffed).toBeGreaterThan(0);
  });

  test('counts what is open and what is overdue where it is', () => {
    expect(cityCounts(rows).openIncidents).toBe(200);
    const overdue = [...board.inspections.values()].filter(({ due }) => due < now).length;
    expect(cityCounts(rows).overdueInspections).toBe(overdue);
    for (const { district, openIncidents } of rows) {
      const own = [...board.incidents.values()].filter(({ areas }) => areas[0] === district).length;
      expect(openIncidents).toBe(own);
    }
  });

  test('counts what lies in no district in a line of its own, and in the sum', () => {
    const [[id, first] = []] = board.incidents;
    const incidents = new Map(board.incidents).set(id!, { ...first!, areas: [] });
    const found = byDistrict(madePack, { ...board, incidents }, new Map(), now);
    expect(found.find(({ district }) => district === null)?.openIncidents).toBe(1);
    expect(cityCounts(found).openIncidents).toBe(200);
    expect(rows.some(({ district }) => district === null)).toBe(false);
  });

  test('gives no line to a district without a grid and without anything open', () => {
    const bare = byDistrict(
      { ...madePack, cells: [] },
      { incidents: new Map(), inspections: new Map() },
      new Map<CellId, never>(),
      now,
    );
    expect(bare).toHaveLength(madePack.areas.filter(({ level }) => level === 'district').length);
    expect(withGrid(bare)).toEqual([]);
  });

  test('keeps each district in its place and drops the quietest where lines are few', () => {
    const row = (district: string, alert: number, openIncidents = 0): DistrictRow => ({
      district: district as AreaId,
      cells: { normal: 9, attention: 0, alert, unstaffed: 0 },
      openIncidents,
      overdueInspections: 0,
    });
    const all = [row('a', 0, 5), row('b', 3), row('c', 0), row('d', 1)];
    expect(gravest(all, 4)).toEqual(all);
    expect(gravest(all, 3).map(({ district }) => district)).toEqual(['a', 'b', 'd']);
    expect(gravest(all, 1).map(({ district }) => district)).toEqual(['b']);
  });
});

describe('what is open, for everybody', () => {
  test('comes to the same sum by district as by group: what lies in no district has a line', () => {
    giveRoom(500, 40 + 20 * 24);
    const counts = {
      asOf: now,
      exercise: false,
      groups: [{ group: 'public-security', open: 60 }],
      districts: [{ district: madePack.areas.find(({ level }) => level === 'district')!.id, open: 58 }],
    };
    const lines = (by: 'group' | 'district', open = counts) =>
      [...render(CountsPanel, { by, counts: open, names, now, say }).container.querySelectorAll('tbody tr')].map(
        (line) => [...line.children].map(({ textContent }) => textContent.trim()),
      );
    expect(lines('district').slice(1)).toEqual([
      ['Off the map or without a place', '2'],
      ['All', '60'],
    ]);
    expect(lines('group').at(-1)).toEqual(['All', '60']);
    expect(lines('district', { ...counts, groups: [{ group: 'public-security', open: 58 }] })).toHaveLength(2);
  });
});
