import type { MonthSeries } from '#data/contract/trend.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { ChartOption, Room } from './chart.ts';
import { columnsChart } from './columns-chart.ts';
import { ink, roundTop } from './ink.ts';

type Month = MonthSeries['months'][number];

/** Month by month: a bar for the count, and a tick across it for the same month a year before. */
export function monthsOption(months: readonly Month[], say: Speech, room: Room): ChartOption {
  const top = roundTop(Math.max(1, ...months.map(({ count, before }) => Math.max(count, before ?? 0))));
  return columnsChart(
    { labels: months.map(({ month }) => say.month(month)), labelRem: 2.5, top },
    say,
    room,
    (step) => [
      {
        type: 'custom',
        silent: true,
        data: months.map(({ count, before }, index) => [index, count, before ?? 0]),
        renderItem(_params, api) {
          const index = api.value(0) as number;
          const y = (value: number) => api.coord([index, value])[1]!;
          const [x] = api.coord([index, 0]) as [number, number];
          return {
            type: 'group',
            children: [bar(months[index]!, x, y, step * 0.3, room), ...tick(months[index]!, x, y, step * 0.42, room)],
          };
        },
      },
    ],
  );
}

type Y = (value: number) => number;

/** Only outlined while the month runs: it is not yet what it will be. */
export function barStyle({ partial }: Month, { rem }: Room) {
  return partial ? { fill: 'none', stroke: ink.bar, lineWidth: rem * 0.1 } : { fill: ink.bar };
}

function bar(month: Month, x: number, y: Y, half: number, room: Room) {
  const shape = { x: x - half, y: y(month.count), width: half * 2, height: y(0) - y(month.count) };
  return { type: 'rect' as const, shape, style: barStyle(month, room) };
}

function tick({ before }: Month, x: number, y: Y, half: number, { rem }: Room) {
  if (before === null) return [];
  const shape = { x1: x - half, x2: x + half, y1: y(before), y2: y(before) };
  return [{ type: 'line' as const, shape, style: { stroke: ink.text, lineWidth: rem * 0.14 } }];
}
