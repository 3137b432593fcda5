/** Codes that a city meets, of the EPSG registry (https://epsg.org), as proj4 writes them. Datum shifts hold to a few metres. */
const single: Record<number, string> = {
  3857: '+proj=merc +a=6378137 +b=6378137 +lon_0=0 +k=1 +units=m +nadgrids=@null',
  2056: '+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=2600000 +y_0=1200000 +ellps=bessel +towgs84=674.374,15.056,405.346 +units=m',
  2154: '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m',
  2263: '+proj=lcc +lat_0=40.1666666666667 +lon_0=-74 +lat_1=41.0333333333333 +lat_2=40.6666666666667 +x_0=300000 +y_0=0 +datum=NAD83 +units=us-ft',
  3006: '+proj=utm +zone=33 +ellps=GRS80 +units=m',
  3435: '+proj=tmerc +lat_0=36.6666666666667 +lon_0=-88.3333333333333 +k=0.999975 +x_0=300000 +y_0=0 +datum=NAD83 +units=us-ft',
  27700:
    '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m',
};

type Family = { from: number; to: number; definition(step: number): string };

/** CGCS 2000, in strips of `width` degrees from 75 degrees east on; `zone`: of the first, where its number stands before the easting. */
const strips = (from: number, to: number, width: 3 | 6, zone: number | null): Family => ({
  from,
  to,
  definition(step) {
    const east = (zone === null ? 0 : (zone + step) * 1e6) + 500_000;
    return `+proj=tmerc +lat_0=0 +lon_0=${75 + width * step} +k=1 +x_0=${east} +y_0=0 +ellps=GRS80 +units=m`;
  },
});

const utm = (from: number, to: number, zone: number, datum: string): Family => ({
  from,
  to,
  definition: (step) => `+proj=utm +zone=${zone + step} ${datum} +units=m`,
});

/** Degrees: WGS 84, CGCS 2000, ETRS89, NAD83, which agree to a metre or two. */
const degrees = [4326, 4490, 4258, 4269].map((code) => ({
  from: code,
  to: code,
  definition: () => '+proj=longlat +datum=WGS84',
}));

const families: readonly Family[] = [
  ...degrees,
  utm(32601, 32660, 1, '+datum=WGS84'),
  utm(32701, 32760, 1, '+south +datum=WGS84'),
  utm(25828, 25838, 28, '+ellps=GRS80'),
  utm(26901, 26923, 1, '+datum=NAD83'),
  strips(4491, 4501, 6, 13),
  strips(4502, 4512, 6, null),
  strips(4513, 4533, 3, 25),
  strips(4534, 4554, 3, null),
];

/** The definition of a projection that may be given as `EPSG:26910`. @throws {RangeError} for a code that is not here. */
export function definitionOf(projection: string): string {
  const code = /^EPSG:(\d+)$/i.exec(projection)?.[1];
  if (code === undefined) return projection;
  const number = Number(code);
  if (Object.hasOwn(single, number)) return single[number]!;
  const family = families.find(({ from, to }) => number >= from && number <= to);
  if (!family) throw new RangeError(`${projection} is not known here: give its definition (+proj=…, see epsg.io)`);
  return family.definition(number - family.from);
}
