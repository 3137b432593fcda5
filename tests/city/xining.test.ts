import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CityPack, Names, StreetGraph } from '#data/contract/city-pack.ts';
import type { LonLat } from '#data/contract/place.ts';
import { folderOf, pack } from './packs.ts';

let city: CityPack;
beforeAll(async () => {
  city = await pack('xining');
});

const text = (at: LonLat) => at.join(' ');

/** Twice the area in square micro-degrees: whole numbers, so that a sum of them is exact. */
function twiceAreaOf(ring: readonly LonLat[]): bigint {
  const whole = ring.map(([lon, lat]) => [BigInt(Math.round(lon * 1e6)), BigInt(Math.round(lat * 1e6))] as const);
  return whole.slice(1).reduce((sum, [x, y], i) => sum + whole[i]![0] * y - x * whole[i]![1], 0n);
}

describe('the grid of Xining', () => {
  it('has about 1,200 cells, each counter-clockwise, closed and without a repeated corner', () => {
    expect(city.cells.length).toBeGreaterThan(1100);
    expect(city.cells.length).toBeLessThan(1300);
    for (const { id, ring } of city.cells) {
      expect(text(ring[0]!), id).toBe(text(ring[ring.length - 1]!));
      expect(new Set(ring.map(text)).size, id).toBe(ring.length - 1);
      expect(twiceAreaOf(ring) > 0n, id).toBe(true);
    }
  });

  it('has no gap and no overlap: each border is shared by two cells or is the rim, and the areas add up', () => {
    const walked = new Map<string, string>();
    for (const { id, ring } of city.cells)
      for (let i = 0; i + 1 < ring.length; i++) {
        const step = `${text(ring[i]!)}>${text(ring[i + 1]!)}`;
        expect(walked.has(step), `${id} walks ${step} like ${walked.get(step)}`).toBe(false);
        walked.set(step, id);
      }
    const next = new Map<string, string>();
    for (const step of walked.keys()) {
      const [a, b] = step.split('>') as [string, string];
      if (walked.has(`${b}>${a}`)) continue;
      expect(next.has(a), `the rim forks at ${a}`).toBe(false);
      next.set(a, b);
    }
    const [start] = next.keys();
    const rim = [start!];
    do rim.push(next.get(rim[rim.length - 1]!)!);
    while (rim[rim.length - 1] !== start);
    expect(rim.length - 1, 'the rim is one ring: no holes').toBe(next.size);
    const ring = rim.map((point) => point.split(' ').map(Number) as [number, number]);
    const sum = city.cells.reduce((total, cell) => total + twiceAreaOf(cell.ring), 0n);
    expect(sum).toBe(twiceAreaOf(ring));
    expect(city.land.find((shape) => shape.class === 'built-up')!.ring!.length).toBe(ring.length);
  });

  it('has no slivers, no needles and no block larger than a big one', () => {
    for (const { id, ring } of city.cells) {
      const km = ring.map(([lon, lat]) => [(lon - 101.78) * 89.36, (lat - 36.62) * 110.96] as const);
      const sides = km.slice(1).map((p, i) => Math.hypot(p[0] - km[i]![0], p[1] - km[i]![1]));
      const area = Number(twiceAreaOf(ring)) * 0.5e-12 * 89.36 * 110.96;
      const around = sides.reduce((a, b) => a + b, 0);
      expect(area, id).toBeGreaterThan(0.015);
      expect(area, id).toBeLessThan(0.42);
      // 1 for a square, 2.25 for a strip four times as long as wide.
      expect(around ** 2 / (16 * area), id).toBeLessThan(2.6);
    }
  });

  it('has every anchor well inside its cell', () => {
    for (const { id, ring, anchor } of city.cells) {
      let inside = false;
      for (let i = 0; i + 1 < ring.length; i++) {
        const [a, b] = [ring[i]!, ring[i + 1]!];
        if (
          a[1] > anchor[1] !== b[1] > anchor[1] &&
          anchor[0] < a[0] + ((b[0] - a[0]) * (anchor[1] - a[1])) / (b[1] - a[1])
        )
          inside = !inside;
      }
      expect(inside, id).toBe(true);
    }
  });

  it('gives each community of the four central districts cells that lie together', () => {
    const bySide = new Map<string, string>();
    for (const { id, ring } of city.cells)
      for (let i = 0; i + 1 < ring.length; i++) bySide.set(`${text(ring[i]!)}>${text(ring[i + 1]!)}`, id);
    const near = new Map(
      city.cells.map(({ id, ring }) => [
        id as string,
        ring.slice(1).flatMap((b, i) => bySide.get(`${text(b)}>${text(ring[i]!)}`) ?? []),
      ]),
    );
    const own = Map.groupBy(city.cells, (cell) => cell.community);
    for (const community of city.areas.filter((area) => area.level === 'community')) {
      const cells = new Set<string>(own.get(community.id)?.map((cell) => cell.id));
      expect(cells.size, community.names.en).toBeGreaterThan(0);
      const reached = new Set([[...cells][0]!]);
      for (const cell of reached) for (const other of near.get(cell)!) if (cells.has(other)) reached.add(other);
      expect(reached.size, community.names.en).toBe(cells.size);
    }
  });

  it('counts people and buildings plausibly, and nobody by name', () => {
    const residents = city.cells.reduce((sum, cell) => sum + cell.counts.residents, 0);
    expect(residents).toBeGreaterThan(1_000_000);
    expect(residents).toBeLessThan(1_600_000);
    for (const { id, counts } of city.cells) {
      expect(counts.aged65, id).toBeLessThanOrEqual(counts.residents);
      expect(counts.livingAlone, id).toBeLessThanOrEqual(counts.aged65);
      expect(counts.buildingsUnmanaged, id).toBeLessThanOrEqual(counts.buildings);
      expect(counts.households, id).toBeLessThanOrEqual(counts.residents);
    }
  });
});

describe('the names of Xining', () => {
  it('are there for 7 districts, 80 sub-districts and 235 communities', () => {
    const count = (level: string) => city.areas.filter((area) => area.level === level).length;
    expect([count('district'), count('subdistrict'), count('community')]).toEqual([7, 80, 235]);
  });

  it('are in both languages, English without Chinese signs and the other way round', () => {
    const named: Names[] = [
      city.city.names,
      city.city.notice!,
      ...city.areas.map((area) => area.names),
      ...city.streets.flatMap((street) => street.names ?? []),
      ...city.land.flatMap((shape) => shape.names ?? []),
      ...city.places.map((place) => place.names),
      ...city.organisations.flatMap((one) => [one.names, ...one.posts.map((post) => post.names)]),
      ...city.categories.groups.map((group) => group.names),
      ...city.categories.categories.map((category) => category.names),
      ...city.services.flatMap((service) => [service.names, service.short]),
      ...city.calendar.days.flatMap((day) => day.names ?? []),
      ...city.calendar.festivals.map((festival) => festival.names),
      ...city.checklists.flatMap((list) => [list.names, ...list.items.map((item) => item.names)]),
    ];
    for (const { en, zh } of named) {
      expect(en).toMatch(/^[\p{Script=Latin}\d ()’'.,-]+$/u);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(zh).not.toMatch(/[A-Za-z]/);
    }
  });

  it('read 朝阳 as Chaoyang', () => {
    const chaoyang = city.areas.filter((area) => area.names.zh!.startsWith('朝阳'));
    expect(chaoyang.length).toBeGreaterThan(2);
    for (const { names } of chaoyang) expect(names.en).toMatch(/^Chaoyang/);
  });

  const codes = '../shared/data/boundaries/xining';
  it.skipIf(!existsSync(codes))('and codes are those of the national list', async () => {
    const rows = async (file: string) =>
      (await readFile(join(codes, file), 'utf8'))
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((row) => row.split(','));
    const subdistricts = new Map(
      city.areas.filter((area) => area.level === 'subdistrict').map((area) => [area.id as string, area.names.zh]),
    );
    for (const [code, name] of await rows('xining_streets_modood_2023.csv'))
      expect(subdistricts.get(code!), code).toBe(name);
    const plain = (name: string) =>
      name.replace(/社区居民委员会$|社区居委会$|居委会$|虚拟社区$|社区$/, '').replace(/村?(村民委员会|村委会)$/, '村');
    for (const [, , street, , number, community] of await rows('xining_central_communities.csv')) {
      const ours = city.areas.find((area) => area.id === street! + number!)?.names.zh;
      expect(ours?.replace(/社区$/, '')).toBe(plain(community!));
    }
  });
});

describe('the streets of Xining', () => {
  it.each([
    'Shengli Road',
    'Wusi Avenue',
    'Xiguan Street',
    'Dongguan Street',
    'Qiyi Road',
    'Bayi Road',
    'Kunlun Avenue',
    'Haihu Avenue',
    'Changjiang Road',
    'Nanshan Road',
    'Qilian Road',
    'Chaidamu Road',
    'Huanghe Road',
    'Jianguo Road',
    'Nanchuan East Road',
    'Nanchuan West Road',
    'Ningda Road',
    'Tianjun Road',
    'Haiyan Road',
    'Tongren Road',
  ])('include %s, in one piece', (name) => {
    expect(city.streets.filter((street) => street.names?.en === name).length).toBe(1);
  });

  it('come with the named ones first', () => {
    const firstSmall = city.streets.findIndex((street) => street.names === undefined);
    expect(
      city.streets.slice(firstSmall).every((street) => street.names === undefined && street.class === 'minor'),
    ).toBe(true);
  });

  it('make one network that units can drive on, in short stretches at plausible speeds', () => {
    const { nodes, edges } = city.graph;
    expect(reachable(city.graph)).toBe(nodes.length);
    for (const [from, to, metres, kmh] of edges) {
      const [a, b] = [nodes[from]!, nodes[to]!];
      const straight = Math.hypot((b[0] - a[0]) * 89_360, (b[1] - a[1]) * 110_960);
      expect(Math.abs(metres - straight)).toBeLessThan(1.5);
      expect(metres).toBeLessThanOrEqual(400);
      expect(kmh).toBeGreaterThanOrEqual(20);
      expect(kmh).toBeLessThanOrEqual(70);
    }
  });

  it('cross the rivers on named bridges only', () => {
    const bridges = city.land
      .filter((shape) => shape.class === 'river' || shape.class === 'stream')
      .flatMap(({ line }) => city.streets.filter((street) => street.names === undefined && meets(street.line, line!)));
    expect(bridges.map((street) => street.id)).toEqual([]);
  });

  it('reach nearly every cell', () => {
    const near = (at: LonLat) =>
      Math.min(...city.graph.nodes.map((n) => Math.hypot((n[0] - at[0]) * 89_360, (n[1] - at[1]) * 110_960)));
    const far = city.cells.filter((cell) => near(cell.anchor) > 450);
    expect(far.map((cell) => cell.id)).toEqual([]);
  });
});

function reachable({ nodes, edges }: StreetGraph): number {
  const near: number[][] = nodes.map(() => []);
  for (const [a, b] of edges) {
    near[a]!.push(b);
    near[b]!.push(a);
  }
  const seen = new Set([0]);
  for (const node of seen) for (const other of near[node]!) seen.add(other);
  return seen.size;
}

function meets(one: readonly LonLat[], two: readonly LonLat[]): boolean {
  const side = (a: LonLat, b: LonLat, p: LonLat) =>
    Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));
  return one.slice(1).some((b, i) =>
    two.slice(1).some((d, j) => {
      const [a, c] = [one[i]!, two[j]!];
      return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
    }),
  );
}

describe('the rest of the pack', () => {
  it('has rivers, railway, parks, hills and the places people steer by', () => {
    expect(
      city.land.flatMap((shape) => (shape.class === 'river' || shape.class === 'stream' ? shape.names!.en : [])),
    ).toEqual(['Huangshui River', 'Beichuan River', 'Nanchuan River', 'Shatang River']);
    const classes = new Set<string>([...city.land, ...city.places].map((one) => one.class));
    for (const wanted of [
      'railway',
      'park',
      'hill',
      'built-up',
      'station',
      'hospital',
      'police',
      'dispute-station',
      'command-centre',
      'mosque',
      'school',
    ])
      expect(classes, wanted).toContain(wanted);
  });

  it('has a police station and a dispute station for each central sub-district', () => {
    const central = new Set(city.cells.map((cell) => cell.community.slice(0, 9)));
    for (const kind of ['police', 'dispute-station'])
      expect(new Set(city.places.filter((place) => place.class === kind).map((place) => place.area))).toEqual(central);
    expect(city.organisations.filter((one) => one.class === 'dispute-station').length).toBe(central.size);
  });

  it('has four organisations in every urban community and an officer who is its deputy secretary', () => {
    const communities = city.areas.filter((area) => area.level === 'community' && area.names.en.endsWith('Community'));
    const byArea = Map.groupBy(city.organisations, (one) => one.area);
    for (const { id, names } of communities) {
      const own = byArea.get(id)!;
      expect(
        own.map((one) => one.class),
        names.en,
      ).toEqual([
        'neighbourhood-committee',
        'party-branch',
        'owners-committee',
        'property-company',
        'community-police',
      ]);
      expect(own.at(-1)!.posts[0]!.names).toEqual({
        en: 'Deputy Community Secretary in Police Uniform',
        zh: '警察社区副书记',
      });
    }
    const ids = city.organisations.flatMap((one) => [one.id, ...one.posts.map((post) => post.id)]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has six groups of five to nine categories, the urgent ones with the shorter limits', () => {
    const { groups, categories } = city.categories;
    expect(groups.map((group) => group.id)).toEqual([
      'public-security',
      'hidden-danger',
      'livelihood',
      'dispute',
      'service',
      'city-order',
    ]);
    for (const { id } of groups) {
      const own = categories.filter((category) => category.id.startsWith(`${id}/`));
      expect(own.length).toBeGreaterThanOrEqual(5);
      expect(own.length).toBeLessThanOrEqual(9);
    }
    const minutes = { minutes: 1, hours: 60, 'working-hours': 60, 'working-days': 480 };
    for (const { id, priority, limits } of categories) {
      const inOrder = [limits.accept, limits.attend, limits.resolve].flatMap((limit) =>
        limit ? limit.amount * minutes[limit.unit] : [],
      );
      expect(inOrder, id).toEqual([...inOrder].sort((a, b) => a - b));
      expect(limits.resolve, id).toBeDefined();
      if (priority === 1) expect(inOrder[1], id).toBeLessThanOrEqual(20);
    }
  });

  it('has about 150 units of five services', () => {
    expect(city.services.map((service) => service.id)).toEqual(['police', 'traffic', 'urban', 'grid', 'rescue']);
    const units = city.services.reduce((sum, service) => sum + service.units, 0);
    expect(units).toBeGreaterThan(130);
    expect(units).toBeLessThan(170);
  });

  it('knows the holidays from 2021 to 2027: days off on working days, work on weekends only', () => {
    const weekday = (day: string) => new Date(`${day}T00:00Z`).getUTCDay();
    const days = city.calendar.days.map((day) => day.day);
    expect(days).toEqual([...new Set(days)].sort());
    for (const { day, work } of city.calendar.days) if (work !== null) expect([0, 6], day).toContain(weekday(day));
    for (let year = 2021; year <= 2027; year++) {
      for (const named of ['Spring Festival', 'Qingming', 'Labour Day', 'Dragon Boat Festival'])
        expect(
          city.calendar.days.some((one) => one.day.startsWith(`${year}`) && one.names!.en === named),
          `${named} ${year}`,
        ).toBe(true);
      for (const named of ['Lantern Festival', 'Eid al-Fitr', 'Eid al-Adha', 'Qinghai Lake summer season'])
        expect(
          city.calendar.festivals.some((one) => one.from.startsWith(`${year}`) && one.names.en === named),
          `${named} ${year}`,
        ).toBe(true);
    }
    expect(city.calendar.days.find((one) => one.day === '2026-02-17')?.work).toBeNull();
    expect(city.calendar.days.find((one) => one.day === '2026-02-28')?.work).not.toBeNull();
  });

  it('says where it comes from, and is small', async () => {
    const sources = await readFile(join(folderOf.xining, 'SOURCES.md'), 'utf8');
    expect(sources).toMatch(/schematic/);
    const files = await readdir(folderOf.xining);
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(folderOf.xining, file))).size));
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(2_500_000);
  });
});
