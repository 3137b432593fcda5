import { CustomChart, type CustomSeriesOption } from 'echarts/charts';
import { GridSimpleComponent, type GridComponentOption } from 'echarts/components';
import { init, use, type ComposeOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// SVG: crisp at every pixel ratio, colours are those of the style sheet, and tests read its text.
// The simple grid has no pointer, which no wall has a use for.
use([CustomChart, GridSimpleComponent, SVGRenderer]);

export type ChartOption = ComposeOption<CustomSeriesOption | GridComponentOption>;

/** What a chart is drawn into: its size and that of the smallest text, in CSS pixels, and the fonts. */
export type Room = { width: number; height: number; rem: number; font: string };

/** One ECharts instance for as long as its element lives. */
export type Chart = { show(option: ChartOption, room: Room): void; dispose(): void };

export function createChart(element: HTMLElement): Chart {
  const chart = init(element, null, { renderer: 'svg', width: 1, height: 1 });
  let shown = { width: 1, height: 1 };
  return {
    show(option, { width, height }) {
      if (width !== shown.width || height !== shown.height) chart.resize({ ...(shown = { width, height }) });
      chart.setOption(option, { replaceMerge: ['series'], lazyUpdate: false });
    },
    dispose: () => chart.dispose(),
  };
}
