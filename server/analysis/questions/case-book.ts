import type { Clock, Stop } from '#data/kit/clock.ts';
import { createLine } from '#data/kit/line.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { IncidentIndex, FactLog } from '../../store/store.ts';
import type { CityHours } from '../city-hours.ts';
import { createCaseChanges, noChanges, type CaseChanges } from './case-changes.ts';
import type { CaseTable } from './case-table.ts';

/** Facts read at once: an import's hold hundreds of cases each. */
const PAGE = 50;
/** So many facts, or versions of cases, are written as one. */
const MOST_FACTS = 4000;
const MOST_VERSIONS = 50_000;
/** It is closed when nobody has asked for so long: what it holds in memory is for those who ask. */
const IDLE_MS = 10 * 60_000;

/** A question took longer than it may; `upto`: where the log is not read to its head yet, how far it is, of `of`. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
  readonly upto: number;
  readonly of: number;
  constructor(upto = 0, of = upto) {
    super('a question took longer than it may');
    this.upto = upto;
    this.of = of;
  }
}

/** The versions of every case, derived from the log into a file that is there to be asked. */
export type CaseBook = {
  /**
   * Catches up with the log, then runs `work`, one caller after the other.
   * @throws {TookTooLong} after `mostMs`: what was caught up with by then stays, so that asking again comes further.
   * @throws {TooMuchAtOnce}
   */
  ask<T>(caller: string, mostMs: number, work: (table: CaseTable, signal: AbortSignal) => Promise<T>): Promise<T>;
  stop: Stop;
};

type Parts = {
  /** Where it is kept; left out: in memory. */
  file: string | undefined;
  log: Pick<FactLog, 'place' | 'read'>;
  incidents: Pick<IncidentIndex, 'timeline'>;
  hours: CityHours;
  hourShift: number;
  clock: Clock;
};

type Opened = { table: CaseTable; changes: CaseChanges; epoch: string };

export function createCaseBook({ file = ':memory:', log, incidents, hours, hourShift, clock }: Parts): CaseBook {
  const line = createLine({ running: 1, perCaller: 4, waiting: 64 });
  let opened: Opened | null = null;
  let stopIdle: Stop = () => {};

  async function opening(): Promise<Opened> {
    const { epoch } = log.place();
    if (opened && opened.epoch === epoch) return opened;
    close();
    // Only who is asked something pays for the engine.
    const { openCaseTable } = await import('./case-table.ts');
    const table = await openCaseTable(file, { epoch, hourShift });
    opened = { table, epoch, changes: createCaseChanges({ hours, timeline: (id) => incidents.timeline(id) }) };
    return opened;
  }

  function close(): void {
    opened?.table.close();
    opened = null;
  }

  async function catchUp({ table, changes }: Opened, signal: AbortSignal): Promise<void> {
    try {
      for (let isAll = false; !isAll;) {
        const batch = noChanges();
        const hasRoom = () => batch.versions.length < MOST_VERSIONS && !isAll && !signal.aborted;
        for (let read = 0; read < MOST_FACTS && hasRoom(); read += PAGE) {
          const facts = await log.read(Math.max(table.upto(), batch.upto) as Seq, PAGE);
          isAll = facts.length < PAGE;
          await changes.add(
            facts.map(({ fact }) => fact),
            batch,
          );
        }
        if (batch.upto > 0) await table.apply(batch);
        if (signal.aborted) break;
      }
    } catch (error) {
      // What is known of open cases is ahead of the table now.
      close();
      throw error;
    }
    if (signal.aborted) throw new TookTooLong(table.upto(), log.place().seq);
  }

  return {
    ask(caller, mostMs, work) {
      return line.run(caller, async () => {
        stopIdle();
        const over = new AbortController();
        const stop = clock.after(mostMs, () => over.abort(new TookTooLong()));
        try {
          let book: Opened;
          do {
            book = await opening();
            await catchUp(book, over.signal);
            // The log may have been exchanged meanwhile: then what was read is of two.
          } while (book.epoch !== log.place().epoch);
          return await work(book.table, over.signal);
        } finally {
          stop();
          stopIdle();
          stopIdle = clock.after(IDLE_MS, () => void line.run('idle', async () => close()).catch(() => {}));
        }
      });
    },
    stop() {
      stopIdle();
      close();
    },
  };
}
