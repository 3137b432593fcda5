import type { Speech } from '#client/words/shared/speech.ts';
import type { ChartOption, Room } from './chart.ts';
import { columnsChart } from './columns-chart.ts';
import { ink, roundTop } from './ink.ts';

type Week = { from: number; count: number };

/** A bar with its number for each week; the one under way is only outlined, it is not yet what it will be. */
export function weeksOption(
  weeks: readonly Week[],
  labelOf: (from: number) => string,
  say: Speech,
  room: Room,
): ChartOption {
  const top = roundTop(Math.max(1, ...weeks.map(({ count }) => count)) * 1.1);
  return columnsChart({ labels: weeks.map(({ from }) => labelOf(from)), labelRem: 4, top }, say, room, (step) => [
    {
      type: 'custom',
      silent: true,
      data: weeks.map(({ count }, index) => [index, count]),
      renderItem(_params, api) {
        const index = api.value(0) as number;
        const count = api.value(1) as number;
        const [x, y] = api.coord([index, count]) as [number, number];
        const bottom = api.coord([index, 0])[1]!;
        const half = step * 0.32;
        const isNow = index === weeks.length - 1;
        return {
          type: 'group',
          children: [
            {
              type: 'rect',
              shape: { x: x - half, y, width: half * 2, height: bottom - y },
              style: isNow ? { fill: 'none', stroke: ink.bar, lineWidth: room.rem * 0.1 } : { fill: ink.bar },
            },
            {
              type: 'text',
              style: {
                text: say.number(count),
                x,
                y: y - room.rem * 0.2,
                fill: ink.text,
                font: `${room.rem}px ${room.font}`,
                align: 'center',
                verticalAlign: 'bottom',
              },
            },
          ],
        };
      },
    },
  ]);
}
