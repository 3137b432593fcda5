import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BulletinShape } from '#data/contract/bulletin.ts';
import type { LonLat } from '#data/contract/place.ts';
import { isInRing } from '#data/kit/in-ring.ts';
import { metresBetween } from '#data/kit/metres.ts';
import { bulletinAreas } from '#data/rules/bulletin-areas.ts';
import { areasOfCell } from '#data/rules/cell-areas.ts';
import { makePack } from '../../support/pack.ts';

const pack = makePack();
const lons = pack.cells.flatMap(({ ring }) => ring.map(([lon]) => lon));
const lats = pack.cells.flatMap(({ ring }) => ring.map(([, lat]) => lat));
const between = (values: number[]) => {
  const [from, to] = [Math.min(...values), Math.max(...values)];
  const more = (to - from) / 3;
  return fc.double({ min: from - more, max: to + more, noNaN: true });
};
const place = fc.tuple(between(lons), between(lats));
const shape: fc.Arbitrary<BulletinShape> = fc.oneof(
  fc.array(place, { minLength: 3, maxLength: 12 }).map((ring) => ({ ring: [...ring, ring[0]!] as LonLat[] })),
  fc.record({ centre: place, km: fc.double({ min: 0, max: 20, noNaN: true }) }),
);

test('a cell is touched where its anchor lies in a shape, or a corner or the centre of one in it', () => {
  fc.assert(
    fc.property(fc.array(shape, { minLength: 1, maxLength: 3 }), (shapes) => {
      const touched = pack.cells.filter(({ anchor, ring }) =>
        shapes.some((said) =>
          'ring' in said
            ? isInRing(said.ring, anchor) || said.ring.some((at) => isInRing(ring, at))
            : metresBetween(said.centre, anchor) <= said.km * 1000 || isInRing(ring, said.centre),
        ),
      );
      const areas = new Set(touched.flatMap(({ id }) => areasOfCell(id, pack)));
      const found = bulletinAreas({ shapes, codes: [] }, pack);
      expect(found.elsewhere).toBe(touched.length === 0);
      expect(new Set(found.areas)).toEqual(touched.length === pack.cells.length ? new Set() : areas);
    }),
    { numRuns: 150 },
  );
});
