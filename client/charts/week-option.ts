import type { WeekSeries } from '#data/contract/trend.ts';
import type { Speech } from '#client/words/speech.ts';
import type { ChartOption, Room } from './chart.ts';
import { categoryAxis, countAxis, ink, letters, plot, roundTop } from './ink.ts';

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
  const area = plot(room, say.number(top).length * 0.62 + 0.7);
  const step = area.width / Math.max(1, points.length);
  return {
    animation: false,
    grid: { ...area, outerBoundsMode: 'none' },
    xAxis: categoryAxis(
      points.map(({ from }) => say.weekday(from)),
      room,
      area.width,
      2.3,
    ),
    yAxis: countAxis(room, top, say.number),
    series: [
      {
        type: 'custom',
        silent: true,
        data: points.map(({ expected, low, high, count }, index) => [index, low, high, expected, count ?? -1]),
        renderItem(_params, api) {
          const index = api.value(0) as number;
          const at = (value: number) => api.coord([index, value]) as [number, number];
          const point = points[index]!;
          const [x, lowest] = at(point.low);
          const [, highest] = at(point.high);
          const [, middle] = at(point.expected);
          const half = step * 0.36;
          const dot = room.rem * 0.32;
          const stand = against(point);
          const y = point.count === null ? 0 : at(point.count)[1];
          const isHigh = y < area.top + room.rem * 0.9;
          return {
            type: 'group',
            children: [
              {
                type: 'rect',
                shape: { x: x - half, y: highest, width: half * 2, height: Math.max(1, lowest - highest) },
                style: { fill: ink.band },
              },
              {
                type: 'line',
                shape: { x1: x - half, x2: x + half, y1: middle, y2: middle },
                style: { stroke: ink.muted, lineWidth: room.rem * 0.1 },
              },
              ...(point.count === null
                ? []
                : [
                    {
                      type: 'circle' as const,
                      shape: { cx: x, cy: y, r: dot },
                      style:
                        point.until === undefined
                          ? { fill: dotInk[stand] }
                          : { fill: ink.band, stroke: dotInk[stand], lineWidth: room.rem * 0.14 },
                    },
                    {
                      type: 'text' as const,
                      style: {
                        text: say.number(point.count),
                        x,
                        y: isHigh ? y + dot * 1.5 : y - dot * 1.5,
                        fill: dotInk[stand],
                        font: `600 ${room.rem}px ${room.font}`,
                        align: 'center' as const,
                        verticalAlign: isHigh ? ('top' as const) : ('bottom' as const),
                      },
                    },
                  ]),
            ],
          };
        },
      },
    ],
    textStyle: letters(room),
  };
}
