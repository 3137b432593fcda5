import * as z from 'zod';
import { CategoryId, Priority } from '#data/contract/incident.ts';
import { SourceName } from '#data/contract/ids.ts';
import { Encoding } from './formats/decode.ts';
import { Column } from './formats/row.ts';
import { whyNoTime } from './time/gaps.ts';

/** How the file is written. gzip and zip are recognised by themselves. */
export const fileShape = {
  format: z.enum(['csv', 'json', 'jsonl', 'geojson', 'xlsx']).default('csv'),
  /** Without it, what the file's byte order mark says, else UTF-8. */
  encoding: Encoding.optional(),
  /** Between two columns: `,`, `;`, `|`, a blank, `\t` for a tab. Without it, what the first lines show. */
  delimiter: z.string().length(1).optional(),
  /** Whether the first line names the columns; else they have numbers. */
  header: z.boolean().default(true),
  /** So many lines before the table begins: titles, notes. */
  skip: z.int().nonnegative().max(1000).default(0),
  /** Between a number and its fraction, in places, headings and speeds. */
  decimal: z.enum(['.', ',']).default('.'),
  /** In a zip: the file to read. Without it, the one that is a table. */
  entry: z.string().min(1).optional(),
  /** In a spreadsheet: the sheet to read. Without it, the first that is shown. */
  sheet: z.string().min(1).optional(),
  /** In a JSON document: the path to the list of records. Without it, the document is the list. */
  items: z.string().min(1).optional(),
  /** What stands for "nothing here". */
  nulls: z.array(z.string()).default(['', 'NA', 'NULL', 'null', 'NaN', 'nan']),
};

/** Part of a time: columns, joined with a blank, and the format they are written in. */
export const TimePart = z.strictObject({
  columns: z.union([Column, z.array(Column).min(1)]).transform((columns) => [columns].flat()),
  /** `yyyy-MM-dd HH:mm` and the like (docs/import.md), `iso`, `epoch-s` or `epoch-ms`. */
  format: z.string().min(1).max(60),
  /** The clock it was read from showed UTC, not the time zone of the mapping. */
  utc: z.boolean().default(false),
});
export type TimePart = z.infer<typeof TimePart>;

/** One part, or several of which a later one adds to or overrides an earlier one. */
export const When = z
  .union([TimePart, z.array(TimePart).min(1)])
  .superRefine((parts, context) => {
    const isList = Array.isArray(parts);
    const wrong = whyNoTime([parts].flat());
    if (wrong !== null)
      context.addIssue({ code: 'custom', message: wrong.why, path: [...(isList ? [wrong.part] : []), 'format'] });
  })
  .transform((parts) => [parts].flat());
export type When = z.infer<typeof When>;

/** What the degrees are measured on: WGS 84 unless said; Chinese maps show another place. */
const datum = z.enum(['wgs-84', 'gcj-02', 'bd-09']).optional();

/** Degrees in two columns; "(41.7, -87.5)" in one; or metres of a projection given by its EPSG code or its definition. */
export const Where = z.union([
  z.strictObject({ lon: Column, lat: Column, datum }),
  z.strictObject({ point: Column, order: z.enum(['lat-lon', 'lon-lat']).default('lat-lon'), datum }),
  z.strictObject({ x: Column, y: Column, projection: z.string().regex(/^(\+proj=|EPSG:\d+$)/i) }),
]);
export type Where = z.infer<typeof Where>;

/** A value looked up: the whole of it, else the longest beginning of it, else the default. */
const lookUp = <T extends z.ZodType>(of: T) => ({
  exact: z.record(z.string(), of).default({}),
  prefix: z.record(z.string(), of).default({}),
  default: of.optional(),
});

const incidents = {
  kind: z.literal('incidents').default('incidents'),
  ...fileShape,
  source: SourceName,
  /** IANA name. Without it, the city's. */
  timeZone: z.string().optional(),
  when: When,
  where: Where.optional(),
  /** The source's own area, where it is a grid cell: `prefix` and the value make the cell's id. */
  cell: z.strictObject({ column: Column, prefix: z.string().default('') }).optional(),
  category: z.strictObject({ column: Column.optional(), ...lookUp(CategoryId) }),
  priority: z.strictObject({ column: Column, ...lookUp(Priority) }).optional(),
  /**
   * Columns that together name a record: what has the same name is the same. Without them every
   * line is a record of its own, however much it looks like another one.
   */
  key: z.array(Column).min(1).optional(),
};

/** How a file of incidents is read. */
export const IncidentMapping = z.strictObject(incidents);
export type IncidentMapping = z.infer<typeof IncidentMapping>;

/** How a file of positions is read. */
export const TrackMapping = z.strictObject({
  kind: z.literal('track'),
  ...fileShape,
  format: z.enum(['csv', 'json', 'nmea', 'owntracks']).default('csv'),
  source: SourceName,
  timeZone: z.string().optional(),
  /** Call sign: a column, or a word for the whole file; `{file}` in it is the file's name. */
  unit: z
    .union([z.strictObject({ column: Column, prefix: z.string().default('') }), z.strictObject({ name: z.string() })])
    .default({ name: '{file}' }),
  when: When.optional(),
  where: Where.optional(),
  /** Degrees clockwise from north. */
  heading: Column.optional(),
  /** Metres per second after multiplying with `speedFactor`. */
  speed: Column.optional(),
  speedFactor: z.number().positive().default(1),
});
export type TrackMapping = z.infer<typeof TrackMapping>;

/** A mapping file. */
export type Mapping = IncidentMapping | TrackMapping;
