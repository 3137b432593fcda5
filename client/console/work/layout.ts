export const paneNames = ['queue', 'detail', 'map', 'units'] as const;
export type PaneName = (typeof paneNames)[number];

/** Columns of panes, from left to right; several in one column stand below each other. */
export type Layout = { kind: 'narrow' | 'middle' | 'wide'; columns: readonly (readonly PaneName[])[] };

/** Wide enough for queue and incident; for the map and units beside them; for each a column. CSS pixels. */
const MIDDLE = 1500;
const WIDE = 2300;

/**
 * The columns for a desk of that width. While no incident is chosen its pane would be empty, and its room is the map's.
 * @param open the panes that the person wants, null = what fits well.
 */
export function layoutOf(width: number, open: readonly PaneName[] | null, isChosen: boolean): Layout {
  const kind = width >= WIDE ? 'wide' : width >= MIDDLE ? 'middle' : 'narrow';
  const wanted = open ?? fitting(kind, isChosen);
  const columns = {
    narrow: wanted.includes('detail')
      ? [
          ['queue', 'units'],
          ['detail', 'map'],
        ]
      : [['queue'], ['map', 'units']],
    middle: [['queue'], ['detail'], ['map', 'units']],
    wide: [['queue'], ['detail'], ['map'], ['units']],
  } as const satisfies Record<string, readonly (readonly PaneName[])[]>;
  const kept = columns[kind].map((column) => column.filter((pane) => wanted.includes(pane)));
  return { kind, columns: kept.filter((column) => column.length > 0) };
}

function fitting(kind: Layout['kind'], isChosen: boolean): readonly PaneName[] {
  if (!isChosen) return ['queue', 'map', 'units'];
  return kind === 'narrow' ? ['queue', 'detail'] : paneNames;
}

/** `?panes=queue,map`; null when the address does not say. */
export function panesOf(said: string | undefined): PaneName[] | null {
  if (said === undefined) return null;
  const names = said.split(',');
  const known = paneNames.filter((name) => names.includes(name));
  return known.length === 0 ? null : known;
}
