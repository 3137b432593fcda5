import type { MonthSeries } from '#data/contract/trend.ts';
import type { Speech } from '#client/words/speech.ts';
import type { ChartOption, Room } from './chart.ts';
import { categoryAxis, countAxis, ink, letters, plot, roundTop } from './ink.ts';

/** Month by month: a bar for the count, outlined while the month runs, and a tick for the same month a year before. */
export function monthsOption(months: MonthSeries['months'], say: Speech, room: Room): ChartOption {
  const top = roundTop(Math.max(1, ...months.map(({ count, before }) => Math.max(count, before ?? 0))));
  const area = plot(room, say.number(top).length * 0.6 + 0.7);
  const step = area.width / Math.max(1, months.length);
  return {
    animation: false,
    grid: { ...area, outerBoundsMode: 'none' },
    xAxis: categoryAxis(
      months.map(({ month }) => say.month(month)),
      room,
      area.width,
      2.5,
    ),
    yAxis: countAxis(room, top, say.number),
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: Math.max(2, step * 0.6),
        data: months.map(({ count, partial }) => ({
          value: count,
          itemStyle: partial
            ? { color: 'none', borderColor: ink.bar, borderWidth: room.rem * 0.1 }
            : { color: ink.bar },
        })),
      },
      {
        type: 'custom',
        silent: true,
        data: months.flatMap(({ before }, index) => (before === null ? [] : [[index, before]])),
        renderItem(_params, api) {
          const [x, y] = api.coord([api.value(0), api.value(1)]) as [number, number];
          return {
            type: 'line',
            shape: { x1: x - step * 0.42, x2: x + step * 0.42, y1: y, y2: y },
            style: { stroke: ink.text, lineWidth: room.rem * 0.14 },
          };
        },
      },
    ],
    textStyle: letters(room),
  };
}
