export const paneNames = ['queue', 'detail', 'map', 'units'] as const;
export type PaneName = (typeof paneNames)[number];

/** Columns of panes, from left to right; several in one column stand below each other. */
export type Layout = { kind: 'narrow' | 'middle' | 'wide'; columns: readonly (readonly PaneName[])[] };

/** Wide enough for queue and incident; for the map and units beside them; for each a column. CSS pixels. */
const MIDDLE = 1500;
const WIDE = 2300;

/** The columns for a desk of that width. `open`: the panes that the person wants, null = what fits well. */
export function layoutOf(width: number, open: readonly PaneName[] | null): Layout {
  const kind = width >= WIDE ? 'wide' : width >= MIDDLE ? 'middle' : 'narrow';
  const wanted = open ?? (kind === 'narrow' ? (['queue', 'detail'] as const) : paneNames);
  const columns = {
    narrow: [
      ['queue', 'units'],
      ['detail', 'map'],
    ],
    middle: [['queue'], ['detail'], ['map', 'units']],
    wide: [['queue'], ['detail'], ['map'], ['units']],
  } as const satisfies Record<string, readonly (readonly PaneName[])[]>;
  const kept = columns[kind].map((column) => column.filter((pane) => wanted.includes(pane)));
  return { kind, columns: kept.filter((column) => column.length > 0) };
}

/** `?panes=queue,map`; null when the address does not say. */
export function panesOf(said: string | undefined): PaneName[] | null {
  if (said === undefined) return null;
  const names = said.split(',');
  const known = paneNames.filter((name) => names.includes(name));
  return known.length === 0 ? null : known;
}
