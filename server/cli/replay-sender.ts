import type { Poster } from './post-batch.ts';
import type { Happened } from './replay.ts';
import type { ReplayItem } from './replay-items.ts';
import { tallyFixes, tallyReports, type Tally } from './replay-tally.ts';

type Parts = {
  post: Poster;
  tally: Tally;
  /** Names this replay: another one reports other incidents. */
  run: string;
};

/** The longest reference that the door takes. */
const LONGEST_REF = 128;

/** Posts what happens as reports or fixes and keeps the tally. */
export function createReplaySender({ post, tally, run }: Parts) {
  return async (batch: readonly Happened<ReplayItem>[], round: number): Promise<void> => {
    const reports: object[] = [];
    const fixes: object[] = [];
    for (const { at, what } of batch) {
      if ('unit' in what) fixes.push({ ...what, at });
      else {
        const sourceRef = `${run}-${round}:${what.sourceRef}`.slice(0, LONGEST_REF);
        reports.push({ ...what, sourceRef, reportedAt: new Date(at).toISOString() });
      }
    }
    if (reports.length > 0) tallyReports(tally, await post('/api/v1/incidents', reports));
    if (fixes.length > 0) tallyFixes(tally, await post('/api/v1/positions', fixes));
  };
}
