import type { Database } from 'better-sqlite3';
import type { Fence } from '../../leases.ts';
import { appendEntries } from './append.ts';
import { openIncidents } from '../incidents/incident-rows.ts';
import { putIntoDrawer, removeFromDrawer } from '../records/drawer-rows.ts';
import { openDropping } from '../log/drop-facts.ts';
import { openHeads } from '../log/head-rows.ts';
import { openKeys } from '../log/key-rows.ts';
import { openLog, type Head } from '../log/log-rows.ts';
import { deleteLetters, keepLetters, removeLetter } from '../records/letter-rows.ts';
import { isNewest, renewLease, takeLease } from '../records/lease-rows.ts';
import type { WriterCalls } from './messages.ts';
import { openRecords } from '../records/record-rows.ts';
import { openTextIndex } from '../incidents/text-index.ts';
import type { RegisterChange } from '../../rows/register-change.ts';
import { changeRegister } from '../records/register-rows.ts';
import { openRollups } from '../incidents/rollup-rows.ts';
import { keepSnapshot } from '../log/snapshot-rows.ts';
import { openTracks } from '../tracks/track-rows.ts';
import { openWords } from '../words.ts';

/** One thing the writer was asked for. */
export type Request = { [K in keyof WriterCalls]: { do: K; takes: WriterCalls[K]['takes'] } }[keyof WriterCalls];
export type Answer = WriterCalls[keyof WriterCalls]['gives'];

/** What is known of the store while one connection to it is open. After a failed commit it is useless. */
export type Writing = {
  head(): Head;
  /** All requests in one transaction, in order; returns after the commit. */
  commit(requests: readonly Request[]): Answer[];
  /** Takes a little more into the index of texts; false when there is no more. */
  indexMore(): boolean;
};

export function openWriting(db: Database, hourShift: number): Writing {
  const words = openWords(db);
  const rollups = openRollups(db, words, hourShift);
  const texts = openTextIndex(db);
  const incidents = openIncidents(db, words, rollups, texts);
  const log = openLog(db);
  const keys = openKeys(db);
  const heads = openHeads(db);
  const records = openRecords(db);
  const tracks = openTracks(db, words);
  const drop = openDropping(db);

  const change = (to: RegisterChange) => changeRegister(db, to);
  const isFenced = (fence: Fence | undefined) => fence !== undefined && !isNewest(db, fence);

  const answer = (request: Request): Answer => {
    switch (request.do) {
      case 'append':
        return appendEntries({ log, keys, heads, incidents, records, change, isFenced }, request.takes);
      case 'settle':
        return null;
      case 'keepTracks':
        if (isFenced(request.takes.fence)) return false;
        tracks.keep(request.takes.fixes);
        return true;
      case 'deleteTracks':
        return isFenced(request.takes.fence) ? null : tracks.deleteStep(request.takes.at);
      case 'takeLease': {
        const token = takeLease(db, request.takes);
        return token === null ? null : { token, at: log.head().seq };
      }
      case 'renewLease':
        return renewLease(db, request.takes);
      case 'putIntoDrawer':
        return putIntoDrawer(db, request.takes);
      case 'removeFromDrawer':
        return removeFromDrawer(db, request.takes);
      case 'keepLetters':
        return keepLetters(db, request.takes);
      case 'removeLetter':
        return removeLetter(db, request.takes);
      case 'deleteLetters':
        return isFenced(request.takes.fence) ? null : deleteLetters(db, request.takes.at);
      case 'keepSnapshot':
        return keepSnapshot(db, request.takes);
      case 'dropFacts':
        return isFenced(request.takes.fence) ? null : drop(request.takes.upto);
    }
  };

  const transaction = db.transaction((requests: readonly Request[]) => {
    const answers = requests.map(answer);
    heads.flush();
    incidents.flush();
    rollups.flush();
    log.flush();
    keys.flush();
    return answers;
  });
  const step = db.transaction(texts.step);
  return { head: log.head, commit: (requests) => transaction.immediate(requests), indexMore: () => step.immediate() };
}
