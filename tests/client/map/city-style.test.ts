import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, test } from 'vitest';
import type { AreaId } from '#data/contract/ids.ts';
import { areaAt } from '#client/map/ground/area-at.ts';
import { groundKind } from '#client/map/ground/ground.ts';
import { cellFeatures, districtEdges, outline } from '#client/map/grid/cell-features.ts';
import { bareGridLayer, gridKind } from '#client/map/grid/grid.ts';
import { coverageKind } from '#client/map/coverage/coverage.ts';
import { incidentKind } from '#client/map/incidents/incidents.ts';
import { areaNames } from '#client/map/names/area-names.ts';
import { nameKind } from '#client/map/names/names.ts';
import { changedCells } from '#client/map/grid/cell-changes.ts';
import { hatch } from '#client/map/grid/hatch.ts';
import { palettes, type Palette } from '#client/map/widget/palette.ts';
import { distanceText, scaleBar } from '#client/map/widget/scale-bar.ts';
import type { Sheet } from '#client/map/widget/layer.ts';
import { mapStyle } from '#client/map/widget/style.ts';
import { makePack, packCell } from '../../support/pack.ts';

const pack = makePack();
const sheet = (over: Partial<Sheet> & { scale?: number } = {}): Sheet => {
  const { theme = 'dark', scale = 1, ...rest } = over;
  return { pack, lang: 'en', theme, draught: { palette: palettes[theme], scale }, ...rest };
};
const maps = {
  city: [groundKind, gridKind, nameKind, incidentKind],
  coverage: [groundKind, coverageKind, bareGridLayer(new Map()).kind, nameKind],
};
const styleOf = (map: keyof typeof maps, on = sheet()) =>
  mapStyle(
    'test',
    maps[map].map((kind) => kind.style(on)),
  );
const length = (line: readonly (readonly number[])[]) =>
  line.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x! - line[i]![0]!, y! - line[i]![1]!), 0);

describe('the style of the map', () => {
  test.each([0.7, 1, 1.26, 2.5, 5])('is valid for both themes and languages when drawn %d times its size', (scale) => {
    for (const theme of ['dark', 'light'] as const)
      for (const lang of ['en', 'zh-CN'] as const)
        for (const map of ['city', 'coverage'] as const)
          expect(validateStyleMin(styleOf(map, sheet({ theme, lang, scale })))).toEqual([]);
  });

  test('fetches nothing: no glyphs, no sprite, no address', () => {
    const style = styleOf('city');
    expect(style).not.toHaveProperty('glyphs');
    expect(style).not.toHaveProperty('sprite');
    expect(JSON.stringify(style)).not.toMatch(/https?:/);
  });

  test('draws incidents above everything else, and the coverage below every line of the grid', () => {
    const { layers } = styleOf('city');
    const above = layers.slice(layers.findIndex(({ id }) => id === 'incident-leader'));
    expect(above.every(({ id }) => id.startsWith('incident'))).toBe(true);
    const ids = styleOf('coverage').layers.map(({ id }) => id);
    expect(ids.indexOf('cell-coverage')).toBeLessThan(ids.indexOf('cell-edge'));
    expect(ids.some((id) => /^(incident|cell-(attention|alert))/.test(id))).toBe(false);
  });

  test('speaks the language of the display, and English where the pack has nothing else', () => {
    const names = (lang: 'en' | 'zh-CN') =>
      areaNames(pack.cells, pack.areas, lang).features.map(({ properties }) => properties['name']);
    expect(names('zh-CN')).toContain('第1区');
    expect(names('zh-CN')).toContain('West North');
    expect(names('en')).toContain('West District');
  });
});

describe('the grid on the map', () => {
  test('marks the border of two districts once, from end to end', () => {
    const inner = districtEdges(pack.cells, pack.areas).features.filter(
      ({ properties }) => properties['border'] === 'inner',
    );
    expect(inner).toHaveLength(1);
    const line = (inner[0]!.geometry as unknown as { coordinates: number[][] }).coordinates;
    const [west, south, , north] = pack.city.bounds;
    expect(length(line)).toBeCloseTo(north - south, 6);
    for (const [lon] of line) expect(lon).toBeCloseTo(west + 4 * 0.0054, 6);
  });

  test('ends where no other cell is', () => {
    const [west, south, east, north] = pack.city.bounds;
    for (const [lon, lat] of outline(pack.cells))
      expect(lon === west || lon === east || lat === south || lat === north).toBe(true);
  });

  test('has every cell once, by its id', () => {
    expect(cellFeatures(pack.cells).features.map(({ properties }) => properties['id'])).toEqual(
      pack.cells.map(({ id }) => id),
    );
  });

  test('knows the district of a community, and of a district itself', () => {
    const districtOf = areaAt('district', pack.areas);
    expect(districtOf('d1s0c1' as AreaId)).toBe('d1');
    expect(districtOf('d0' as AreaId)).toBe('d0');
    expect(districtOf('nowhere' as AreaId)).toBeUndefined();
  });

  test('repaints only cells that stand otherwise, and those that are normal again', () => {
    const [a, b, c] = [packCell(0, 0), packCell(1, 0), packCell(2, 0)];
    const before = new Map([[a, 'alert'] as const, [b, 'attention'] as const]);
    const after = new Map([[b, 'attention'] as const, [c, 'unstaffed'] as const]);
    expect([...changedCells(before, after)]).toEqual([
      [c, 'unstaffed'],
      [a, 'normal'],
    ]);
    expect(changedCells(after, new Map(after)).size).toBe(0);
  });

  test('is hatched in tiles that continue into each other', () => {
    const { width, height, data } = hatch('#f5a623', 18, 3, false);
    const alpha = (x: number, y: number) => data[(((y + height) % height) * width + ((x + width) % width)) * 4 + 3]!;
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) expect(alpha(x, y)).toBe(alpha(x + 1, y - 1));
    expect([...data.slice(0, 3)]).toEqual([0xf5, 0xa6, 0x23]);
    const share = data.filter((_, i) => i % 4 === 3).reduce((sum, value) => sum + value, 0) / (255 * width * height);
    expect(share).toBeCloseTo((3 * Math.SQRT2) / 18, 1);
    const crossed = hatch('#f5a623', 18, 3, true).data;
    expect(crossed.every((value, i) => i % 4 !== 3 || value >= data[i]!)).toBe(true);
    expect(crossed).not.toEqual(data);
  });
});

describe('the scale bar', () => {
  test('is a round distance and as long as fits', () => {
    expect(scaleBar(10, 130)).toEqual({ metres: 1000, pixels: 100 });
    expect(scaleBar(35, 160)).toEqual({ metres: 5000, pixels: 5000 / 35 });
    for (const metresPerPixel of [0.3, 1.7, 12, 33, 250]) {
      const { metres, pixels } = scaleBar(metresPerPixel, 160);
      expect(pixels).toBeLessThanOrEqual(160);
      expect(pixels).toBeGreaterThan(160 / 2.6);
      expect([1, 2, 5]).toContain(Number(metres.toExponential().split('e')[0]));
    }
    expect(distanceText(500)).toBe('500 m');
    expect(distanceText(2000)).toBe('2 km');
  });
});

describe('the colours of the map', () => {
  const css = readFileSync(resolve(import.meta.dirname, '../../../client/tokens.css'), 'utf8');
  const tokens = (theme: string) => {
    const from = css.indexOf(`[data-theme='${theme}']`);
    return Object.fromEntries(
      [...css.slice(from, css.indexOf('}', from)).matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
  };
  const luminance = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map((i) => {
      const channel = Number.parseInt(colour.slice(i, i + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const contrast = (a: string, b: string) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light! + 0.05) / (dark! + 0.05);
  };

  describe.each(['dark', 'light'] as const)('%s', (theme) => {
    const palette = palettes[theme];

    test('are those of the other panels wherever they mean the same', () => {
      const shared = [
        'text',
        'muted',
        'p1',
        'p2',
        'p3',
        'p4',
        'unit',
        'silent',
        'attention',
        'alert',
        'unstaffed',
      ] as const satisfies (keyof Palette)[];
      const { [theme]: here } = palettes;
      const there = tokens(theme);
      expect(Object.fromEntries(shared.map((name) => [name, here[name]]))).toEqual(
        Object.fromEntries(shared.map((name) => [name, there[name]])),
      );
    });

    test('can be told from the ground by everybody', () => {
      for (const ground of [palette.land, palette.builtUp, palette.park]) {
        for (const mark of [
          'p1',
          'p2',
          'p3',
          'p4',
          'unit',
          'silent',
          'attention',
          'alert',
          'unstaffed',
          'districtEdge',
        ] as const)
          expect(`${mark} ${contrast(palette[mark], ground) >= 3}`).toBe(`${mark} true`);
        for (const text of ['text', 'muted', 'waterText'] as const)
          expect(`${text} ${contrast(palette[text], ground) >= 4.5}`).toBe(`${text} true`);
      }
      for (const mark of ['p1', 'p2', 'p3', 'p4', 'unit'] as const)
        expect(`${mark} ${contrast(palette.onMark, palette[mark]) >= 3}`).toBe(`${mark} true`);
    });
  });
});
