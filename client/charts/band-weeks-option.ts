import type { TrendWeek } from '#data/contract/trend-weeks.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { ChartOption, Room } from './chart.ts';
import { columnsChart } from './columns-chart.ts';
import { ink, roundTop } from './ink.ts';

/** A count against its band; `free` where there is none. */
export function againstBand({ count, low, high }: TrendWeek): 'above' | 'below' | 'within' | 'free' {
  if (low === null || high === null) return 'free';
  return count > high ? 'above' : count < low ? 'below' : 'within';
}

const dotInk = { above: ink.high, below: ink.accent, within: ink.text, free: ink.bar } as const;

/** A round number at or above `n`, nearer than a wall needs it. */
function closeTop(n: number): number {
  const power = 10 ** Math.floor(Math.log10(n));
  return n >= 10 && n <= 1.6 * power ? (n <= 1.2 * power ? 1.2 : 1.6) * power : roundTop(n);
}

/** Week by week: a dot for the count, the band behind it where there is one, and a line where the level changed. */
export function bandWeeksOption(
  weeks: readonly TrendWeek[],
  changes: ReadonlySet<string>,
  labelOf: (from: string) => string,
  say: Speech,
  room: Room,
): ChartOption {
  const top = closeTop(Math.max(1, ...weeks.map(({ count, high }) => Math.max(count, high ?? 0))));
  return columnsChart({ labels: weeks.map(({ from }) => labelOf(from)), labelRem: 5, top }, say, room, (step, area) => [
    {
      type: 'custom',
      silent: true,
      data: weeks.map(({ count }, index) => [index, count]),
      renderItem(_params, api) {
        const index = api.value(0) as number;
        const week = weeks[index]!;
        const y = (value: number) => api.coord([index, value])[1]!;
        const [x] = api.coord([index, 0]) as [number, number];
        const band =
          week.low === null || week.high === null
            ? []
            : [
                {
                  type: 'rect' as const,
                  shape: { x: x - step / 2, y: y(week.high), width: step + 0.5, height: y(week.low) - y(week.high) },
                  style: { fill: ink.band },
                },
              ];
        const line = changes.has(week.from)
          ? [
              {
                type: 'line' as const,
                shape: { x1: x - step / 2, x2: x - step / 2, y1: area.top, y2: area.top + area.height },
                style: { stroke: ink.text, lineWidth: 1, lineDash: [4, 3] },
              },
            ]
          : [];
        const stand = againstBand(week);
        const outside = stand === 'above' || stand === 'below';
        const dot = {
          type: 'circle' as const,
          shape: { cx: x, cy: y(week.count), r: Math.min(step * 0.45, room.rem * (outside ? 0.3 : 0.2)) },
          style: { fill: dotInk[stand] },
        };
        return { type: 'group', children: [...band, ...line, dot] };
      },
    },
  ]);
}
