import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** What the figures were taken on: they mean little without it. */
export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  return `${availableParallelism()} cores (${model}), ${memory} GB, Node ${process.version}, ${process.platform}; ${load()}`;
}

/** Above the number of cores, somebody else was working. */
export function load(): string {
  return `load ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')}`;
}
