import type { Room } from './chart.ts';

/** Colours by their names in tokens.css, so that a chart changes its theme without being told. */
export const ink = {
  text: 'var(--text)',
  muted: 'var(--muted)',
  line: 'var(--line)',
  rule: 'var(--rule)',
  bar: 'var(--bar)',
  band: 'var(--expected-band)',
  accent: 'var(--accent)',
  high: 'var(--p2)',
  heat: [0, 1, 2, 3, 4, 5].map((step) => `var(--heat-${step})`),
} as const;

/** No smaller than the smallest text of the wall, with figures of one width. */
export const letters = ({ rem, font }: Room, color: string = ink.muted) => ({
  color,
  fontSize: rem,
  fontFamily: font,
});

/** The axis along the bottom: its labels, thinned so that none touch. */
export function categoryAxis(labels: readonly string[], room: Room, plotWidth: number, labelRem: number) {
  const step = Math.max(1, Math.ceil((labelRem * room.rem * labels.length) / Math.max(1, plotWidth)));
  return {
    type: 'category' as const,
    data: [...labels],
    axisLine: { lineStyle: { color: ink.rule } },
    axisTick: { show: false },
    axisLabel: { ...letters(room), margin: room.rem * 0.35, interval: (index: number) => index % step === 0 },
  };
}

/** The axis of counts: from 0, few lines. */
export function countAxis(room: Room, top: number, say: (n: number) => string) {
  return {
    type: 'value' as const,
    min: 0,
    max: top,
    interval: top / 2,
    axisLabel: { ...letters(room), margin: room.rem * 0.4, formatter: (value: number) => say(value) },
    splitLine: { lineStyle: { color: ink.line } },
  };
}

/** The next round number at or above `n` whose half is round too: 2, 4, 6, 10, 20, 40 ... */
export function roundTop(n: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, n)));
  return power * ([2, 3, 4, 6, 8, 10].find((step) => step * power >= n) ?? 10);
}

/** Where the plot lies in the room, CSS pixels. */
export type Plot = ReturnType<typeof plot>;

/** The plot within the room: what its labels leave. */
export function plot(room: Room, labelRem: number) {
  const { rem, width, height } = room;
  const margin = { left: labelRem * rem, right: 0.3 * rem, top: 0.7 * rem, bottom: 1.5 * rem };
  return { ...margin, width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
}
