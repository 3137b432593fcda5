import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from './action.ts';

/** A bar on the error output while `work` lasts, where somebody sees it. */
export async function withBar<T>(what: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  if (!process.stderr.isTTY) return work(() => {});
  const bar = new SingleBar(
    {
      format: `${what} {bar} {percentage} %, {eta_formatted} to go`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  let started = false;
  try {
    return await work((done, of) => {
      if (!started) bar.start(of, done);
      else bar.update(done);
      started = true;
    });
  } finally {
    if (started) bar.stop();
  }
}
