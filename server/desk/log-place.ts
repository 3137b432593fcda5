import type { Seq } from '#data/contract/ids.ts';
import type { FactLog } from '../store/store.ts';

/** The seq of the last fact before a moment; 0 when there is none. The log is in the order of time. */
export async function lastSeqBefore(log: Pick<FactLog, 'read' | 'place'>, moment: number): Promise<Seq> {
  let before = 0;
  let from = log.place().seq + 1;
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    const [found] = await log.read((middle - 1) as Seq, 1);
    if (!found) throw new Error(`the log does not hold fact ${middle}`);
    if (found.fact.at < moment) before = middle;
    else from = middle;
  }
  return before as Seq;
}
