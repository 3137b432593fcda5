import type { Box } from '#client/map/widget/open-ground.ts';

/** What stands in the corners of the map. */
export const blocks = ['incidents', 'units', 'cells', 'fine'] as const;
export type Block = (typeof blocks)[number];
export type Size = { width: number; height: number };

const corners = ['south-west', 'south-east', 'north-east', 'north-west'] as const;
export type Corner = (typeof corners)[number];

/**
 * The corner of each block that leaves the city the most room: every city leaves others free. Among
 * equals the first, in which the incidents are at the lower left.
 *
 * @param roomOf how large the city can be drawn when these parts of the panel are covered; anything
 * up to `least` is not worth a search
 */
export function chooseCorners(
  sizes: Readonly<Record<Block, Size>>,
  panel: Size,
  roomOf: (covered: readonly Box[], least: number) => number,
): { block: Block; corner: Corner; box: Box }[] {
  let best: { block: Block; corner: Corner; box: Box }[] = [];
  let most = -Infinity;
  const enough = roomOf([], -Infinity) - 1e-6;
  for (const order of orders(corners)) {
    if (most >= enough) break;
    const placed = blocks.map((block, i) => ({ block, corner: order[i]!, box: boxIn(order[i]!, sizes[block], panel) }));
    const room = roomOf(
      placed.map(({ box }) => box),
      most,
    );
    if (room <= most + 1e-6) continue;
    most = room;
    best = placed;
  }
  return best;
}

function boxIn(corner: Corner, { width, height }: Size, panel: Size): Box {
  const left = corner.endsWith('west') ? 0 : panel.width - width;
  const top = corner.startsWith('north') ? 0 : panel.height - height;
  return { left, top, right: left + width, bottom: top + height };
}

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) => orders(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
