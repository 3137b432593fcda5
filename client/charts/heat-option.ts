import type { HeatMatrix } from '#data/contract/trend.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { ChartOption, Room } from './chart.ts';
import { ink, letters, plot } from './ink.ts';

/** Steps of the scale: few enough to tell apart from across a room. */
export const heatSteps = ink.heat.length;

/** Which step a mean belongs to, from 0 for the least to the last for the most. */
export function heatStep(mean: number, most: number): number {
  return most <= 0 ? 0 : Math.min(heatSteps - 1, Math.floor((mean / most) * heatSteps));
}

export function busiest(rows: HeatMatrix['rows']): { day: number; hour: number; mean: number } {
  let found = { day: 0, hour: 0, mean: -1 };
  rows.forEach((row, day) => row.forEach((mean, hour) => mean > found.mean && (found = { day, hour, mean })));
  return found;
}

/** A square for each hour of the week, Monday at the top, midnight at the left. */
export function heatOption(rows: HeatMatrix['rows'], say: Speech, room: Room): ChartOption {
  const most = busiest(rows).mean;
  const area = plot(room, 3);
  const tall = area.height / 7;
  const wide = area.width / 24;
  const everyDay = tall >= room.rem * 1.02;
  return {
    animation: false,
    grid: { ...area, outerBoundsMode: 'none' },
    xAxis: {
      type: 'category',
      data: Array.from({ length: 24 }, (_, hour) => String(hour)),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...letters(room), margin: room.rem * 0.35, interval: (hour: number) => hour % 6 === 0 },
    },
    yAxis: {
      type: 'category',
      data: [...say.words.weekdays],
      inverse: true,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...letters(room), margin: room.rem * 0.4, interval: (day: number) => everyDay || day % 2 === 0 },
    },
    series: [
      {
        type: 'custom',
        silent: true,
        data: rows.flatMap((row, day) => row.map((mean, hour) => [hour, day, mean])),
        renderItem(_params, api) {
          const [x, y] = api.coord([api.value(0), api.value(1)]) as [number, number];
          return {
            type: 'rect',
            shape: { x: x - wide / 2, y: y - tall / 2, width: wide - 1, height: tall - 1 },
            style: { fill: ink.heat[heatStep(api.value(2) as number, most)]! },
          };
        },
      },
    ],
    textStyle: letters(room),
  };
}
