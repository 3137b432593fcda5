import { afterAll, beforeEach } from 'vitest';
import type { Store } from '#server/store/store.ts';
import { sayAloud } from '../../support/aloud.ts';
import { describeArchive } from './archive.ts';
import { describeChanges } from './changes.ts';
import { describeLeases } from './leases.ts';
import { describeLetters } from './letters.ts';
import { describeFeedOfFacts } from './log.ts';
import { describeIncidents } from './incidents.ts';
import { describeDrawers, describeRecords } from './records.ts';
import { describeRollups } from './rollups.ts';
import { describeTokens } from './tokens.ts';
import { describeTracks } from './tracks.ts';
import { describeWholeStore } from './whole.ts';

/** An empty store of its own for one test. */
export type Bench = {
  store: Store;
  /** Closes it and opens what was kept. Absent where nothing is. */
  reopen?: () => Promise<Store>;
  /** A path that a backup may be written to, and a store opened from such a file. */
  backups?: { path: string; open(path: string): Promise<Store> };
  /** The folder of its archive files. Absent where nothing leaves the store. */
  archive?: string;
};
export type MakeBench = (options?: { hourShift?: number }) => Promise<Bench>;

/** What every adapter promises. */
export function describeStore(make: MakeBench): void {
  let cases = 0;
  let where = '';
  beforeEach(({ task }) => {
    cases++;
    where = task.suite?.suite?.name ?? '';
  });
  afterAll(() => sayAloud(`the store's suite ${where}: ${cases} cases`));

  describeFeedOfFacts(make);
  describeIncidents(make);
  describeRollups(make);
  describeTracks(make);
  describeTokens(make);
  describeRecords(make);
  describeDrawers(make);
  describeChanges(make);
  describeLeases(make);
  describeLetters(make);
  describeArchive(make);
  describeWholeStore(make);
}
