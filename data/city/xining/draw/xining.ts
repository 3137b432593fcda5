import type { CityPack, CityPlace } from '#data/contract/city-pack.ts';
import { AreaId } from '#data/contract/ids.ts';
import { toLonLat } from './frame.ts';
import { chooseParks, drawLand } from './land.ts';
import { communitiesOf, nameAreas } from './named.ts';
import { layStreets } from './network.ts';
import { sights } from './places-of-note.ts';
import { distance } from './plane.ts';
import { gridOf } from './grid.ts';
import { populate } from './populate.ts';
import { streets } from './streets.ts';
import { staffCommunity, staffDistrict, staffSubdistrict, stationsOf } from './staff.ts';
import { drawTown, type Block } from './town.ts';
import { railway, waters } from './waters.ts';

/** The parts of the pack that are drawn; the others are written by hand beside them. */
export type DrawnPack = Pick<CityPack, 'areas' | 'cells' | 'streets' | 'graph' | 'land' | 'places' | 'organisations'>;

/** Draws Xining. The same every time. */
export function drawXining(): DrawnPack {
  const { plan, blocks } = drawTown();
  const members = populate(blocks);
  const parks = chooseParks(plan, blocks);
  const areas = nameAreas();
  const subdistricts = [...new Set(members.map((member) => member.subdistrict))].sort((a, b) =>
    a.code < b.code ? -1 : 1,
  );
  const blocksOf = (code: string) => members.filter((m) => m.subdistrict.code === code).map((m) => blocks[m.block]!);
  return {
    areas,
    cells: gridOf(blocks, members, new Set(parks.flat())),
    ...layStreets(plan, [...waters, railway, ...streets]),
    land: drawLand(plan, blocks, parks),
    places: [
      ...sights.map(({ id, class: kind, en, zh, at }): CityPlace => ({
        id,
        class: kind,
        names: { en, zh },
        at: toLonLat(at),
      })),
      ...subdistricts.flatMap((s) => stationsOf(AreaId.parse(s.code), s, twoPlaces(blocksOf(s.code)))),
    ],
    organisations: [
      ...areas.filter((area) => area.level === 'district').flatMap((area) => staffDistrict(area.id, area.names)),
      ...subdistricts.flatMap((s) => [
        staffSubdistrict(AreaId.parse(s.code), s),
        ...communitiesOf(s).flatMap(staffCommunity),
      ]),
    ],
  };
}

/** The two blocks nearest to the middle. */
function twoPlaces(blocks: readonly Block[]): [CityPlace['at'], CityPlace['at']] {
  const mean = (k: 0 | 1) => blocks.reduce((sum, block) => sum + block.anchor[k], 0) / blocks.length;
  const middle = [mean(0), mean(1)] as const;
  const [first, second] = [...blocks].sort((a, b) => distance(a.anchor, middle) - distance(b.anchor, middle));
  return [toLonLat(first!.anchor), toLonLat((second ?? first!).anchor)];
}
