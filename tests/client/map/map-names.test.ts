import { describe, expect, test } from 'vitest';
import type { LonLat } from '#data/contract/place.ts';
import { fitView } from '#client/map/widget/fit-view.ts';
import { outline } from '#client/map/grid/cell-features.ts';
import { placesAlong } from '#client/map/names/line-names.ts';
import { fromPanel, onPanel, windowAround, type Pixel } from '#client/map/widget/map-window.ts';
import { boxesTouch, boxTouchesDisc, type NameBox } from '#client/map/names/name-box.ts';
import { nameFeatures } from '#client/map/names/name-features.ts';
import { layOutNames, writeNames, type NameSettings } from '#client/map/names/name-layout.ts';
import { broken } from '#client/map/names/name-styles.ts';
import { openGround } from '#client/map/widget/open-ground.ts';
import { seededRandom } from '#data/kit/random.ts';
import { makePack } from '../../support/pack.ts';

const pack = makePack();
const { center } = pack.city;
const settings: NameSettings = {
  from: { district: 0, river: 0, stream: 0, trunk: 0, main: 0, minor: 0 },
  measure: (_kind, text) => ({ width: text.length * 8, height: 16 }),
  textOf: (_kind, names) => names.en,
  reserved: [],
};

describe('a name along a street', () => {
  const size = { width: 60, height: 16 };

  test('lies in its middle, in its direction', () => {
    const [first] = placesAlong(
      [
        [0, 0],
        [200, 200],
      ],
      size,
    );
    expect(first!.x).toBeCloseTo(100, -1);
    expect(first!.angle).toBeCloseTo(Math.PI / 4, 5);
  });

  test('is never upside down', () => {
    for (let turn = 0; turn < 24; turn++) {
      const end: Pixel = [200 * Math.cos((turn * Math.PI) / 12), 200 * Math.sin((turn * Math.PI) / 12)];
      expect(Math.abs(placesAlong([[0, 0], end], size)[0]!.angle)).toBeLessThanOrEqual(Math.PI / 2 + 1e-9);
    }
  });

  test('is left out where the street is shorter or bends away', () => {
    expect(
      placesAlong(
        [
          [0, 0],
          [50, 0],
        ],
        size,
      ),
    ).toEqual([]);
    expect(
      placesAlong(
        [
          [0, 0],
          [40, 0],
          [40, 40],
        ],
        size,
      ),
    ).toEqual([]);
  });

  test('finds the straight part of a crooked street', () => {
    const [first] = placesAlong(
      [
        [0, 0],
        [30, 30],
        [60, 0],
        [90, 30],
        [120, 0],
        [300, 0],
      ],
      size,
    );
    expect(first!.x).toBeGreaterThan(140);
    expect(first!.angle).toBeCloseTo(0, 5);
  });
});

describe('names on the map', () => {
  test('of districts stand on open ground beside them when there is some', () => {
    const window = windowAround(center, 11, 900, 500);
    const names = layOutNames(pack, window, settings).filter(({ kind }) => kind === 'district');
    expect(names.map(({ text }) => text).sort()).toEqual(['East District', 'West District']);
    for (const { text, places } of names) {
      const { x, y, halfWidth, halfHeight } = places[0]!;
      for (const cell of pack.cells)
        for (const point of cell.ring) {
          const [px, py] = onPanel(point, window);
          expect(Math.abs(px - x) >= halfWidth || Math.abs(py - y) >= halfHeight).toBe(true);
        }
      const [middle] = onPanel(center, window);
      expect(text.startsWith('West') ? x < middle : x > middle).toBe(true);
    }
  });

  test('of districts stand inside when the city fills the panel', () => {
    const window = windowAround(center, 14.5, 900, 500);
    const [west] = layOutNames(pack, window, settings).filter(({ kind }) => kind === 'district');
    expect(west).toBeDefined();
  });

  test('keep off what lies over the map', () => {
    const window = windowAround(center, 12, 900, 500);
    const over = { left: 0, top: 0, right: 900, bottom: 260 };
    for (const { places } of layOutNames(pack, window, { ...settings, reserved: [over] }))
      for (const { y } of places) expect(y).toBeGreaterThan(260);
  });

  test('come by importance, and only from their zoom on', () => {
    const window = windowAround(center, 13, 900, 500);
    const kinds = layOutNames(pack, window, settings).map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual(['district', 'district', 'river']);
    const fewer = layOutNames(pack, window, { ...settings, from: { ...settings.from, minor: 13.1 } });
    expect(fewer.some(({ kind }) => kind === 'minor')).toBe(false);
  });

  test('never lie on each other or under a mark', () => {
    const window = windowAround(center, 13, 900, 500);
    const random = seededRandom('marks');
    for (let round = 0; round < 30; round++) {
      const marks = Array.from({ length: 40 }, () => ({ x: random() * 900, y: random() * 500, radius: 16 }));
      const written = writeNames(layOutNames(pack, window, settings), marks);
      for (const [i, { box }] of written.entries()) {
        expect(marks.some(({ x, y, radius }) => boxTouchesDisc(box, x, y, radius))).toBe(false);
        expect(written.slice(i + 1).some((other) => boxesTouch(box, other.box))).toBe(false);
      }
    }
  });

  test('move for a mark that covers them, and stay there when it goes', () => {
    const window = windowAround(center, 13, 900, 500);
    const names = layOutNames(pack, window, settings);
    const calm = writeNames(names, []);
    const { x, y } = calm[0]!.box;
    const disturbed = writeNames(names, [{ x, y, radius: 16 }], calm);
    expect(disturbed[0]!.box).not.toEqual(calm[0]!.box);
    expect(writeNames(names, [], disturbed)[0]).toEqual(disturbed[0]);
  });

  test('go to the map as points with a turn in degrees', () => {
    const window = windowAround(center, 13, 900, 500);
    const box = { x: 100, y: 50, halfWidth: 10, halfHeight: 5, angle: Math.PI / 4 };
    const [feature] = nameFeatures([{ id: 'a', kind: 'main', text: 'A', box }], window);
    expect(feature!.properties.angle).toBe(45);
    const [px, py] = onPanel(feature!.geometry.coordinates as LonLat, window);
    expect([px, py].map(Math.round)).toEqual([100, 50]);
    expect(fromPanel([450, 250], window)[0]).toBeCloseTo(center[0], 9);
  });

  test('of several words are broken near their middle', () => {
    expect(broken('Chengzhong District')).toBe('Chengzhong\nDistrict');
    expect(broken('城中区')).toBe('城中区');
    expect(broken('Old Town')).toBe('Old Town');
  });
});

describe('boxes of names', () => {
  const box = (over: Partial<NameBox>): NameBox => ({ x: 0, y: 0, halfWidth: 30, halfHeight: 8, angle: 0, ...over });

  test('touch as they lie, not as their frames do', () => {
    expect(boxesTouch(box({}), box({ x: 50 }))).toBe(true);
    expect(boxesTouch(box({}), box({ x: 61 }))).toBe(false);
    expect(boxesTouch(box({ angle: Math.PI / 4 }), box({ x: 30, y: -30, angle: Math.PI / 4 }))).toBe(false);
    expect(boxesTouch(box({ angle: Math.PI / 4 }), box({ x: 30, y: 30, angle: Math.PI / 4 }))).toBe(true);
  });

  test('agree with points sprinkled over both', () => {
    const random = seededRandom('boxes');
    const inside = ({ x, y, halfWidth, halfHeight, angle }: NameBox, px: number, py: number) => {
      const [dx, dy] = [px - x, py - y];
      const [along, across] = [
        dx * Math.cos(angle) + dy * Math.sin(angle),
        dy * Math.cos(angle) - dx * Math.sin(angle),
      ];
      return Math.abs(along) < halfWidth && Math.abs(across) < halfHeight;
    };
    for (let round = 0; round < 200; round++) {
      const [a, b] = [0, 1].map(() => box({ x: random() * 80, y: random() * 80, angle: random() * 3 }));
      let shared = false;
      for (let i = 0; i < 400; i++) {
        const [px, py] = [random() * 160 - 40, random() * 160 - 40];
        shared ||= inside(a!, px, py) && inside(b!, px, py);
      }
      if (shared) expect(boxesTouch(a!, b!)).toBe(true);
    }
  });
});

describe('open ground', () => {
  test('is where nothing stands, within the picture', () => {
    const ground = openGround(100, 60, [{ left: 40, top: 20, right: 60, bottom: 40 }]);
    expect(ground.isOpen({ left: 0, top: 0, right: 30, bottom: 60 })).toBe(true);
    expect(ground.isOpen({ left: 0, top: 0, right: 50, bottom: 30 })).toBe(false);
    expect(ground.isOpen({ left: -5, top: 0, right: 20, bottom: 20 })).toBe(false);
    expect(ground.isOpen({ left: 70, top: 0, right: 100, bottom: 60 })).toBe(true);
  });
});

describe('the view a map opens with', () => {
  const edge = outline(pack.cells);
  const onScreen = (place: LonLat, view: { center: LonLat; zoom: number }, width: number, height: number) =>
    onPanel(place, windowAround(view.center, view.zoom, width, height));

  test.each([
    [1280, 720],
    [2400, 1080],
    [1080, 1920],
    [930, 575],
    [300, 200],
  ])('holds the whole city in a panel of %d x %d, as large as can be', (width, height) => {
    const view = fitView(pack.city.bounds, edge, { width, height }, 16, []);
    const [west, south, east, north] = pack.city.bounds;
    const [left, bottom] = onScreen([west, south], view, width, height);
    const [right, top] = onScreen([east, north], view, width, height);
    for (const pixels of [left, top, width - right, height - bottom]) expect(pixels).toBeGreaterThanOrEqual(15.9);
    expect(Math.min(left, top)).toBeCloseTo(16, 3);
  });

  test('leaves free what lies over the map', () => {
    const reserved = [
      { left: 0, top: 380, right: 300, bottom: 500 },
      { left: 600, top: 0, right: 900, bottom: 90 },
    ];
    const view = fitView(pack.city.bounds, edge, { width: 900, height: 500 }, 16, reserved);
    for (const point of edge) {
      const [x, y] = onScreen(point, view, 900, 500);
      for (const { left, top, right, bottom } of reserved)
        expect(x > left && x < right && y > top && y < bottom).toBe(false);
    }
  });

  test('stands between broad bars above and below', () => {
    const reserved = [
      { left: 0, top: 400, right: 900, bottom: 500 },
      { left: 0, top: 0, right: 900, bottom: 60 },
    ];
    const view = fitView(pack.city.bounds, edge, { width: 900, height: 500 }, 16, reserved);
    for (const point of edge) {
      const [, y] = onScreen(point, view, 900, 500);
      expect(y).toBeGreaterThan(60);
      expect(y).toBeLessThan(400);
    }
  });
});
