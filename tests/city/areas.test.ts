import { beforeAll, describe, expect, it } from 'vitest';
import type { CityPack } from '#data/contract/city-pack.ts';
import { AreaId, CellId } from '#data/contract/ids.ts';
import { createAreas, type Areas } from '#server/city/areas.ts';
import { pack } from './packs.ts';

describe('how the areas of Xining lie within each other', () => {
  let city: CityPack;
  let areas: Areas;
  beforeAll(async () => {
    city = await pack('xining');
    areas = createAreas(city);
  });

  it('a cell knows its district, sub-district and community, from large to small', () => {
    const cell = CellId.parse('630102001-02-01');
    expect(areas.pathOf(cell).map((id) => areas.namesOf(id)?.en)).toEqual([
      'Chengdong District',
      'Dongguan Street Sub-district',
      'Ciyou Community',
    ]);
    expect(areas.cell(cell)?.community).toBe('630102001002');
  });

  it('the cells of a district are the cells of its communities, each once', () => {
    for (const district of city.areas.filter((area) => area.level === 'district')) {
      const communities = areas.within(district.id).flatMap((subdistrict) => areas.within(subdistrict));
      const cells = communities.flatMap((community) => areas.cellsOf(community));
      expect([...areas.cellsOf(district.id)].sort()).toEqual(cells.sort());
    }
    const all = city.areas.filter((area) => area.level === 'district').flatMap((area) => areas.cellsOf(area.id));
    expect(all.length).toBe(city.cells.length);
  });

  it('a cell is called by its community and its number there, in both languages', () => {
    expect(areas.namesOf(CellId.parse('630102001-02-03'))).toEqual({ en: 'Ciyou Community 3', zh: '慈幼社区 3' });
  });

  it('a county beyond the map has sub-districts and no cells', () => {
    const datong = AreaId.parse('630121');
    expect(areas.within(datong).length).toBe(20);
    expect(areas.cellsOf(datong)).toEqual([]);
  });

  it('what it does not know has no path, no cells and no name', () => {
    expect(areas.pathOf(CellId.parse('nowhere'))).toEqual([]);
    expect(areas.cellsOf(AreaId.parse('nowhere'))).toEqual([]);
    expect(areas.namesOf(AreaId.parse('nowhere'))).toBeUndefined();
    expect(areas.area(AreaId.parse('nowhere'))).toBeUndefined();
  });
});

describe('a city of one language', () => {
  it('has names in that language only', async () => {
    const city = await pack('port-alder');
    expect(createAreas(city).namesOf(city.cells[0]!.id)).toEqual({ en: 'Lower Quays 1' });
  });
});
