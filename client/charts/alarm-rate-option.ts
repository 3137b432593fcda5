import type { Speech } from '#client/words/shared/speech.ts';
import type { ChartOption, Room } from './chart.ts';
import { columnsChart } from './columns-chart.ts';
import { ink, roundTop } from './ink.ts';

/** A line across the chart with what it means. */
export type TargetLine = { at: number; said: string };
export type Span = { from: number; count: number };

/** A bar for each 10 minutes, those of a flood in the colour of what is abnormal, and the target lines. */
export function alarmRateOption(
  spans: readonly Span[],
  targets: readonly TargetLine[],
  flood: number,
  say: Speech,
  room: Room,
): ChartOption {
  const top = roundTop(Math.max(flood * 1.2, ...spans.map(({ count }) => count)));
  return columnsChart(
    { labels: spans.map(({ from }) => say.clock(from).slice(0, 5)), labelRem: 4, top },
    say,
    room,
    (step, area) => [
      {
        type: 'custom',
        silent: true,
        data: spans.map(({ count }, index) => [index, count]),
        renderItem(_params, api) {
          const index = api.value(0) as number;
          const count = api.value(1) as number;
          const [x, y] = api.coord([index, count]) as [number, number];
          const bottom = api.coord([index, 0])[1]!;
          const wide = Math.max(1, step * 0.72);
          return {
            type: 'rect',
            shape: { x: x - wide / 2, y, width: wide, height: bottom - y },
            style: { fill: count > flood ? ink.high : ink.bar },
          };
        },
      },
      {
        type: 'custom',
        silent: true,
        data: targets.map(({ at }) => [0, at]),
        renderItem({ dataIndex }, api) {
          const y = api.coord([0, api.value(1) as number])[1]!;
          return {
            type: 'group',
            children: [
              {
                type: 'line',
                shape: { x1: area.left, x2: area.left + area.width, y1: y, y2: y },
                style: { stroke: ink.muted, lineWidth: 1, lineDash: [4, 3] },
              },
              {
                type: 'text',
                style: {
                  text: targets[dataIndex]!.said,
                  x: area.left + area.width,
                  y: y - room.rem * 0.15,
                  fill: ink.text,
                  stroke: 'var(--raised)',
                  lineWidth: 4,
                  font: `${room.rem}px ${room.font}`,
                  align: 'right',
                  verticalAlign: 'bottom',
                },
              },
            ],
          };
        },
      },
    ],
  );
}
