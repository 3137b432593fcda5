import type { WeekSeries } from '#data/contract/trend.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { ChartOption, Room } from './chart.ts';
import { columnsChart } from './columns-chart.ts';
import { ink, roundTop, type Plot } from './ink.ts';

type Points = WeekSeries['points'];

/** A count above the band, below it, or within: what a point's colour says beside its place. */
export function against({ count, low, high }: Points[number]): 'above' | 'below' | 'within' | 'ahead' {
  if (count === null) return 'ahead';
  return count > high ? 'above' : count < low ? 'below' : 'within';
}

const dotInk = { above: ink.high, below: ink.accent, within: ink.text, ahead: 'none' } as const;

/** Day by day: the band to be expected as a box with its middle, and the count as a dot with its number. */
export function weekOption(points: Points, say: Speech, room: Room): ChartOption {
  const top = roundTop(Math.max(1, ...points.map(({ high, count }) => Math.max(high, count ?? 0))));
  return columnsChart(
    { labels: points.map(({ from }) => say.weekday(from)), labelRem: 2.3, top, digitRem: 0.62 },
    say,
    room,
    (step, area) => [
      {
        type: 'custom',
        silent: true,
        data: points.map(({ low, high, expected, count }, index) => [index, low, high, expected, count ?? -1]),
        renderItem(_params, api) {
          const index = api.value(0) as number;
          const y = (value: number) => api.coord([index, value])[1]!;
          const [x] = api.coord([index, 0]) as [number, number];
          const point = points[index]!;
          return {
            type: 'group',
            children: [...band(point, x, y, step * 0.36, room), ...count(point, x, y, area, say, room)],
          };
        },
      },
    ],
  );
}

type Point = Points[number];
type Y = (value: number) => number;

/** What was to be expected, and between which bounds. */
function band({ low, high, expected }: Point, x: number, y: Y, half: number, { rem }: Room) {
  const [x1, x2] = [x - half, x + half];
  return [
    {
      type: 'rect' as const,
      shape: { x: x1, y: y(high), width: x2 - x1, height: Math.max(1, y(low) - y(high)) },
      style: { fill: ink.band },
    },
    {
      type: 'line' as const,
      shape: { x1, x2, y1: y(expected), y2: y(expected) },
      style: { stroke: ink.muted, lineWidth: rem * 0.1 },
    },
  ];
}

/** What came: a dot, hollow on the day under way, and its number on the side that points away from the band. */
function count(point: Point, x: number, y: Y, area: Plot, say: Speech, { rem, font }: Room) {
  if (point.count === null) return [];
  const stand = against(point);
  const at = y(point.count);
  const bottom = area.top + area.height;
  const below = at < area.top + rem * 0.9 || (stand === 'below' && at + rem * 1.5 < bottom);
  const fill = dotInk[stand];
  return [
    {
      type: 'circle' as const,
      shape: { cx: x, cy: at, r: rem * 0.32 },
      style: point.until === undefined ? { fill } : { fill: ink.band, stroke: fill, lineWidth: rem * 0.14 },
    },
    {
      type: 'text' as const,
      style: {
        text: say.number(point.count),
        x,
        y: below ? at + rem * 0.48 : at - rem * 0.48,
        fill,
        font: `600 ${rem}px ${font}`,
        align: 'center' as const,
        verticalAlign: below ? ('top' as const) : ('bottom' as const),
      },
    },
  ];
}
