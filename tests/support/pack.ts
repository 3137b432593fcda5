import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId, CellId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';

/** How many cells the test city is wide and high. Both even, so that the areas come out whole. */
export type PackSize = { columns: number; rows: number };

const WEST = 12.4;
const NORTH = 48.2;
/** One cell is about 400 m square. */
const CELL_LON = 0.0054;
const CELL_LAT = 0.0036;
const CELL_METRES = 400;

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
/** Corner (x, y) of the grid, y counted from the north; halves are the middles of cells. */
const corner = (x: number, y: number): LonLat => [round(WEST + x * CELL_LON), round(NORTH - y * CELL_LAT)];

const area = (id: string) => id as AreaId;
/** The cell of column x and row y, both from 0, counted from the north-west. */
export const packCell = (x: number, y: number) => `cell-${x}-${y}` as CellId;

/** Two districts side by side, each a northern and a southern sub-district, each two communities. */
function makeAreas(): CityPack['areas'] {
  const areas: CityPack['areas'] = [];
  for (const [d, side] of ['West', 'East'].entries()) {
    areas.push({ id: area(`d${d}`), level: 'district', names: { en: `${side} District`, zh: `第${d + 1}区` } });
    for (const [s, half] of ['North', 'South'].entries()) {
      areas.push({
        id: area(`d${d}s${s}`),
        level: 'subdistrict',
        parent: area(`d${d}`),
        names: { en: `${side} ${half}` },
      });
      for (const [c, part] of ['Mill', 'Orchard'].entries())
        areas.push({
          id: area(`d${d}s${s}c${c}`),
          level: 'community',
          parent: area(`d${d}s${s}`),
          names: { en: `${side} ${half} ${part}` },
        });
    }
  }
  return areas;
}

function makeCells({ columns, rows }: PackSize): CityPack['cells'] {
  const cells: CityPack['cells'] = [];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const d = x < columns / 2 ? 0 : 1;
      const s = y < rows / 2 ? 0 : 1;
      const households = 100 + ((x * 7 + y * 13) % 11) * 40;
      cells.push({
        id: packCell(x, y),
        community: area(`d${d}s${s}c${x % 2}`),
        ring: [corner(x, y), corner(x, y + 1), corner(x + 1, y + 1), corner(x + 1, y), corner(x, y)],
        anchor: corner(x + 0.5, y + 0.5),
        counts: {
          households,
          residents: households * 3,
          aged65: Math.round(households / 3),
          livingAlone: Math.round(households / 20),
          buildings: Math.ceil(households / 40),
          buildingsUnmanaged: (x + y) % 3,
        },
      });
    }
  return cells;
}

/** A street along every line of the grid; every corner is a node of the graph. */
function makeStreets({ columns, rows }: PackSize): Pick<CityPack, 'streets' | 'graph'> {
  const streets: CityPack['streets'] = [];
  const edges: CityPack['graph']['edges'] = [];
  const nodes: LonLat[] = [];
  const node = (x: number, y: number) => y * (columns + 1) + x;
  const main = (line: number, of: number) => line === of / 2;
  for (let y = 0; y <= rows; y++) {
    const kmh = main(y, rows) ? 50 : 30;
    const line: LonLat[] = [];
    for (let x = 0; x <= columns; x++) {
      nodes.push(corner(x, y));
      line.push(corner(x, y));
      if (x > 0) edges.push([node(x - 1, y), node(x, y), CELL_METRES, kmh]);
    }
    streets.push({
      id: `row-${y}`,
      names: { en: `Row ${y} Street` },
      class: main(y, rows) ? 'main' : 'minor',
      kmh,
      line,
    });
  }
  for (let x = 0; x <= columns; x++) {
    const kmh = main(x, columns) ? 50 : 30;
    const line: LonLat[] = [];
    for (let y = 0; y <= rows; y++) {
      line.push(corner(x, y));
      if (y > 0) edges.push([node(x, y - 1), node(x, y), CELL_METRES, kmh]);
    }
    streets.push({
      id: `column-${x}`,
      names: { en: `Column ${x} Road` },
      class: main(x, columns) ? 'main' : 'minor',
      kmh,
      line,
    });
  }
  return { streets, graph: { nodes, edges } };
}

const categories: CityPack['categories'] = {
  groups: [
    { id: 'public-security', names: { en: 'Public security', zh: '治安' } },
    { id: 'hidden-danger', names: { en: 'Hidden danger', zh: '隐患' } },
    { id: 'livelihood', names: { en: 'Livelihood', zh: '民生' } },
    { id: 'dispute', names: { en: 'Dispute', zh: '纠纷' } },
    { id: 'city-order', names: { en: 'City order', zh: '市容' } },
  ],
  categories: [
    {
      id: 'public-security/assault',
      names: { en: 'Assault', zh: '伤害' },
      priority: 1,
      dwelling: false,
      services: ['police'],
      limits: {
        accept: { amount: 2, unit: 'minutes' },
        attend: { amount: 10, unit: 'minutes' },
        resolve: { amount: 4, unit: 'hours' },
      },
    },
    {
      id: 'public-security/theft',
      names: { en: 'Theft', zh: '盗窃' },
      priority: 2,
      dwelling: true,
      services: ['police', 'traffic'],
      limits: {
        accept: { amount: 5, unit: 'minutes' },
        attend: { amount: 20, unit: 'minutes' },
        resolve: { amount: 8, unit: 'hours' },
      },
    },
    {
      id: 'hidden-danger/blocked-exit',
      names: { en: 'Blocked fire exit', zh: '消防通道堵塞' },
      priority: 2,
      dwelling: false,
      services: ['grid', 'urban'],
      limits: {
        accept: { amount: 15, unit: 'minutes' },
        attend: { amount: 2, unit: 'working-hours' },
        resolve: { amount: 1, unit: 'working-days' },
      },
    },
    {
      id: 'livelihood/water-leak',
      names: { en: 'Water leak', zh: '房屋漏水' },
      priority: 3,
      dwelling: true,
      services: ['repair', 'grid'],
      limits: {
        accept: { amount: 30, unit: 'minutes' },
        attend: { amount: 4, unit: 'hours' },
        resolve: { amount: 2, unit: 'working-days' },
      },
    },
    {
      id: 'dispute/neighbours',
      names: { en: 'Neighbour dispute', zh: '邻里纠纷' },
      priority: 3,
      dwelling: true,
      services: ['grid', 'police'],
      limits: { attend: { amount: 8, unit: 'working-hours' }, resolve: { amount: 7, unit: 'working-days' } },
    },
    {
      id: 'city-order/litter',
      names: { en: 'Litter', zh: '垃圾堆放' },
      priority: 4,
      dwelling: false,
      services: ['urban'],
      limits: { resolve: { amount: 1, unit: 'working-days' } },
    },
  ],
};

const services: CityPack['services'] = [
  { id: 'police', names: { en: 'Community police' }, short: { en: 'P' }, units: 4 },
  { id: 'traffic', names: { en: 'Traffic police' }, short: { en: 'T' }, units: 3 },
  { id: 'urban', names: { en: 'Urban management' }, short: { en: 'U' }, units: 3 },
  { id: 'repair', names: { en: 'Repair crew' }, short: { en: 'R' }, units: 2 },
  { id: 'grid', names: { en: 'Grid staff' }, short: { en: 'G' }, units: 4 },
];

const workday: [string, string][] = [
  ['09:00', '12:00'],
  ['13:30', '18:00'],
];

const calendar: CityPack['calendar'] = {
  week: [workday, workday, workday, workday, workday, null, null],
  days: [
    { day: '2026-05-01', names: { en: 'Labour Day' }, work: null },
    { day: '2026-05-09', work: workday },
  ],
  festivals: [
    { from: '2025-10-01', to: '2025-10-07', names: { en: 'Harvest Week' } },
    { from: '2026-10-01', to: '2026-10-07', names: { en: 'Harvest Week' } },
  ],
};

/**
 * A small, valid, invented city: 8 x 6 cells of 400 m in two districts, a street along every grid
 * line, five services. Name in `over` only what the test is about.
 */
export function makePack(over: Partial<CityPack> = {}, size: PackSize = { columns: 8, rows: 6 }): CityPack {
  const [west, north] = corner(0, 0);
  const [east, south] = corner(size.columns, size.rows);
  const pad = 0.02;
  return {
    city: {
      id: 'testville',
      names: { en: 'Testville', zh: '试验市' },
      timeZone: 'Europe/Vienna',
      bounds: [west, south, east, north],
      reach: [round(west - pad), round(south - pad), round(east + pad), round(north + pad)],
      center: corner(size.columns / 2, size.rows / 2),
      caseSeries: 'TV',
      notice: { en: 'Invented, not for navigation' },
    },
    areas: makeAreas(),
    cells: makeCells(size),
    ...makeStreets(size),
    land: [
      {
        id: 'river',
        class: 'river',
        names: { en: 'Test River' },
        line: [corner(0, size.rows / 3), corner(size.columns, size.rows / 3)],
        width: 40,
      },
    ],
    places: [
      { id: 'station', class: 'station', names: { en: 'Central Station' }, at: corner(1.5, 1.5), area: area('d0s0c1') },
      { id: 'police-west', class: 'police', names: { en: 'West Police Post' }, at: corner(2, 2), area: area('d0s0c0') },
      {
        id: 'hospital',
        class: 'hospital',
        names: { en: 'East Hospital' },
        at: corner(size.columns - 2, 2),
        area: area('d1s0c0'),
      },
    ],
    organisations: [
      {
        id: 'd0s0c0-committee',
        area: area('d0s0c0'),
        class: 'neighbourhood-committee',
        names: { en: 'West North Mill Committee' },
        posts: [{ id: 'd0s0c0-chair', names: { en: 'Chair' } }],
      },
    ],
    categories,
    services,
    calendar,
    checklists: [
      {
        id: 'fire-safety',
        names: { en: 'Fire safety', zh: '消防检查' },
        everyDays: 30,
        items: [
          { id: 'exits', names: { en: 'Exits are free' } },
          { id: 'extinguishers', names: { en: 'Extinguishers are in date' } },
        ],
      },
      {
        id: 'elderly-visit',
        names: { en: 'Visit to residents living alone' },
        everyDays: 7,
        items: [{ id: 'seen', names: { en: 'Seen and well' } }],
      },
    ],
    ...over,
  };
}
