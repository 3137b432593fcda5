import type { Speech } from '#client/words/shared/speech.ts';
import type { ChartOption, Room } from './chart.ts';
import { categoryAxis, countAxis, letters, plot, type Plot } from './ink.ts';

export type Columns = {
  labels: readonly string[];
  /** How much room a label takes, rem: where they would touch, some are left out. */
  labelRem: number;
  /** The count at the upper end; the lower one is 0. */
  top: number;
  /** How wide a digit of the counts may be, rem. */
  digitRem?: number;
};

/** Columns side by side over an axis of counts. `draw` gets how far the columns lie apart, and the plot, CSS pixels. */
export function columnsChart(
  { labels, labelRem, top, digitRem = 0.6 }: Columns,
  say: Speech,
  room: Room,
  draw: (step: number, area: Plot) => NonNullable<ChartOption['series']>,
): ChartOption {
  const area = plot(room, say.number(top).length * digitRem + 0.7);
  return {
    animation: false,
    grid: { ...area, outerBoundsMode: 'none' },
    xAxis: categoryAxis(labels, room, area.width, labelRem),
    yAxis: countAxis(room, top, say.number),
    series: draw(area.width / Math.max(1, labels.length), area),
    textStyle: letters(room),
  };
}
