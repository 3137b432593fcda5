import * as z from 'zod';
import { CatalogueService, QuickAnswer } from './catalogue.ts';
import { AreaId, CellId } from './ids.ts';
import { CategoryId, Priority } from './incident.ts';
import { name, Names } from './names.ts';
import { Bounds, LonLat } from './place.ts';
import { TimeLimit } from './time-limit.ts';

/**
 * A city pack is a folder of JSON files, one per schema below, named in `cityPackFiles`.
 * Everything that differs between two cities is in it; no code knows a city.
 */

export { Names } from './names.ts';

const hourMinute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const dayOfYear = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const phone = z.string().regex(/^\+?\d[\d -]{1,19}$/, 'is not a telephone number');

/** `city.json` */
export const CityCard = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  names: Names,
  /** IANA time zone of every time shown and of working hours. */
  timeZone: z.string(),
  /** What is mapped: the extent the wall opens with. */
  bounds: Bounds,
  /** What positions are quantised over; contains `bounds`. */
  reach: Bounds,
  center: LonLat,
  /** Before the case number: `XN`. */
  caseSeries: z.string().regex(/^[A-Z]{1,4}$/),
  /** Said wherever the map is shown: "Schematic, not for navigation". */
  notice: Names.optional(),
  /** What contact cards name: the hotline, and whom to call where life is at risk. */
  phones: z.object({ hotline: phone, emergency: z.array(phone).max(4) }).optional(),
});
export type CityCard = z.infer<typeof CityCard>;

/** `areas.json`: the levels above the cells, each with its parent. */
export const Area = z.object({
  id: AreaId,
  level: z.enum(['district', 'subdistrict', 'community']),
  parent: AreaId.optional(),
  names: Names,
});
export type Area = z.infer<typeof Area>;

/** Counts only: nobody is registered here. */
export const CellCounts = z.object({
  households: z.int().nonnegative(),
  residents: z.int().nonnegative(),
  aged65: z.int().nonnegative(),
  livingAlone: z.int().nonnegative(),
  buildings: z.int().nonnegative(),
  buildingsUnmanaged: z.int().nonnegative(),
});

/** `cells.json`: the grid. Neighbouring rings share their vertices exactly. */
export const GridCell = z.object({
  id: CellId,
  community: AreaId,
  /** One closed outer ring, counter-clockwise, no holes. */
  ring: z.array(LonLat).min(4),
  /** A point inside, where a mark for the whole cell stands. */
  anchor: LonLat,
  counts: CellCounts,
});
export type GridCell = z.infer<typeof GridCell>;

/** `streets.json`: named streets first, then the small ones, which have no name. */
export const Street = z.object({
  id: z.string(),
  names: Names.optional(),
  class: z.enum(['trunk', 'main', 'minor']),
  /** Speed that an emergency unit makes here in normal traffic, km/h. */
  kmh: z.number().positive(),
  line: z.array(LonLat).min(2),
});
export type Street = z.infer<typeof Street>;

/**
 * `graph.json`: the streets as a network to drive on. Node i is `nodes[i]`; an edge is
 * [from, to, metres, km/h], passable both ways.
 */
export const StreetGraph = z.object({
  nodes: z.array(LonLat),
  edges: z.array(z.tuple([z.int(), z.int(), z.number().positive(), z.number().positive()])),
});
export type StreetGraph = z.infer<typeof StreetGraph>;

/** `land.json`: what the map draws below the streets. */
export const LandShape = z.object({
  id: z.string(),
  class: z.enum(['river', 'stream', 'lake', 'park', 'railway', 'hill', 'built-up']),
  names: Names.optional(),
  line: z.array(LonLat).min(2).optional(),
  ring: z.array(LonLat).min(4).optional(),
  /** Width in metres of what is given as a line. */
  width: z.number().positive().optional(),
});
export type LandShape = z.infer<typeof LandShape>;

/** `places.json` */
export const CityPlace = z.object({
  id: z.string(),
  class: z.enum([
    'station',
    'hospital',
    'police',
    'dispute-station',
    'command-centre',
    'school',
    'square',
    'mosque',
    'temple',
    'museum',
    'market',
    'government',
  ]),
  names: Names,
  at: LonLat,
  area: AreaId.optional(),
});
export type CityPlace = z.infer<typeof CityPlace>;

/** `organisations.json`: who works a community. Posts, never persons. */
export const Organisation = z.object({
  id: z.string(),
  area: AreaId,
  class: z.enum([
    'neighbourhood-committee',
    'party-branch',
    'owners-committee',
    'property-company',
    'community-police',
    'dispute-station',
    'agency',
  ]),
  names: Names,
  posts: z.array(z.object({ id: z.string(), names: Names })),
  /** Its duty line. */
  phone: phone.optional(),
});
export type Organisation = z.infer<typeof Organisation>;

/** `categories.json` */
export const Category = z.object({
  id: CategoryId,
  names: Names,
  priority: Priority,
  /** Reports of this kind may come from a home: walls then show the grid cell only. */
  dwelling: z.boolean(),
  /** What callers say for it, in any language; its names go without saying. */
  words: z.array(name).optional(),
  /** Services of the pack that are sent, best first. */
  services: z.array(z.string()).min(1),
  limits: z.object({ accept: TimeLimit.optional(), attend: TimeLimit.optional(), resolve: TimeLimit.optional() }),
});
export type Category = z.infer<typeof Category>;

export const CategoryGroup = z.object({ id: z.string().regex(/^[a-z0-9-]+$/), names: Names });
export const Categories = z.object({ groups: z.array(CategoryGroup).min(1), categories: z.array(Category).min(1) });
export type Categories = z.infer<typeof Categories>;

/** `services.json`: the kinds of crew. `short` is for call signs and legends. */
export const Service = z.object({ id: z.string(), names: Names, short: Names, units: z.int().nonnegative() });
export type Service = z.infer<typeof Service>;

/** `calendar.json`: when work is done. Days without an entry follow the week. */
export const Calendar = z.object({
  /** Monday first; null = a day off. Several spans: a lunch break. */
  week: z.array(z.array(z.tuple([hourMinute, hourMinute])).nullable()).length(7),
  /** Named days off, and days worked though the week says otherwise (spans given). */
  days: z.array(
    z.object({ day: dayOfYear, names: Names.optional(), work: z.array(z.tuple([hourMinute, hourMinute])).nullable() }),
  ),
  /** Festivals that move people, for the demo and the charts; dates inclusive. */
  festivals: z.array(z.object({ from: dayOfYear, to: dayOfYear, names: Names })),
});
export type Calendar = z.infer<typeof Calendar>;

/** `checklists.json`: what an inspection asks. `everyDays` is how often a cell of that kind wants it. */
export const Checklist = z.object({
  id: z.string(),
  names: Names,
  everyDays: z.number().positive(),
  /** The count that it is about: cells with none of it have no such visit, cells with many have more. Absent: every cell alike. */
  per: CellCounts.keyof().optional(),
  items: z.array(z.object({ id: z.string(), names: Names })).min(1),
});
export type Checklist = z.infer<typeof Checklist>;

export const cityPackFiles = {
  city: CityCard,
  areas: z.array(Area),
  cells: z.array(GridCell),
  streets: z.array(Street),
  graph: StreetGraph,
  land: z.array(LandShape),
  places: z.array(CityPlace),
  organisations: z.array(Organisation),
  categories: Categories,
  services: z.array(Service),
  calendar: Calendar,
  checklists: z.array(Checklist),
  // A city may do without these; then the file may be missing.
  catalogue: z.array(CatalogueService).optional(),
  'quick-answers': z.array(QuickAnswer).optional(),
} as const;

export const CityPack = z.object(cityPackFiles);
export type CityPack = z.infer<typeof CityPack>;

/** `GET /api/v1/city`: what screens draw. The streets' graph is the server's; organisations, catalogue and quick answers are asked for apart. */
export const DrawnCity = CityPack.omit({
  graph: true,
  organisations: true,
  catalogue: true,
  'quick-answers': true,
});
export type DrawnCity = z.infer<typeof DrawnCity>;
