import type { Outage } from './outages.ts';
import type { Step } from './in-step.ts';
import { slope } from './slope.ts';
import type { WallTruth } from './watched-wall.ts';

/** Sizes in MB; `life` counts the server's deaths before. */
export type Sample = {
  at: number;
  life: number;
  serverRss: number;
  serverHeap: number;
  wallHeap: number;
  truth: WallTruth;
};

const HOUR = 3_600_000;
/** A page and a server that have just started still grow into their work. */
const SETTLING_MS = 60_000;

type Soak = { samples: readonly Sample[]; outages: readonly Outage[]; deaths: number; end: Step; start: number };

export function summary({ samples, outages, deaths, end, start }: Soak): string {
  const settled = samples.filter(({ at }) => at - start >= SETTLING_MS);
  // A server that was killed is another process afterwards: its memory is followed within its longest life.
  const lives = Map.groupBy(settled, ({ life }) => life);
  const longest = [...lives.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  return [
    grown('server RSS', longest, ({ serverRss }) => serverRss),
    grown('server heap', longest, ({ serverHeap }) => serverHeap),
    grown('wall heap after collection', settled, ({ wallHeap }) => wallHeap),
    `${deaths} kills of the server, ${outages.length} times not live:`,
    ...outages.map((outage) => `  ${told(outage, start)}`),
    `at the end: ${endTold(end)}`,
  ].join('\n');
}

function grown(what: string, samples: readonly Sample[], size: (sample: Sample) => number): string {
  if (samples.length < 3) return `${what}: too few samples`;
  const [first, last] = [samples[0]!, samples.at(-1)!];
  const perHour = slope(samples.map((sample) => [sample.at / HOUR, size(sample)]));
  const minutes = (last.at - first.at) / 60_000;
  return (
    `${what}: ${size(first).toFixed(1)} -> ${size(last).toFixed(1)} MB over ${minutes.toFixed(1)} min, ` +
    `slope ${perHour.toFixed(1)} MB/h (${samples.length} samples)`
  );
}

function told({ from, until, states, because }: Outage, start: number): string {
  const second = (at: number) => ((at - start) / 1000).toFixed(1);
  const length = until === null ? 'to the end' : `${((until - from) / 1000).toFixed(1)} s`;
  return `at ${second(from)} s for ${length}: ${states.join(' > ')} (${because})`;
}

function endTold(end: Step): string {
  switch (end.is) {
    case 'in step':
      return `in step at seq ${end.seq}, state hash ${end.hash}`;
    case 'out of step':
      return `OUT OF STEP at seq ${end.seq}: the wall has ${end.wall}, the server ${end.server}`;
    case 'not comparable':
      return `NOT COMPARABLE: ${end.why}`;
  }
}
