import type { Database } from 'better-sqlite3';
import { originOf } from '#data/contract/incident.ts';
import { HOUR_MS, hourOf, isCountedAlike, type Counted } from '../../rows/counted.ts';
import type { Words } from '../../rows/words.ts';

/** Counts of one transaction, summed in memory and written at its end. */
export type RollupRows = {
  add(incident: Counted): void;
  remove(incident: Counted): void;
  move(from: Counted, to: Counted): void;
  flush(): void;
};

type Cube = { hour: number; category: number; cell: number; origin: number; by: number };

export function openRollups(db: Database, words: Words, hourShift: number): RollupRows {
  const changes = new Map<string, Cube>();
  const add = db.prepare<[number, number, number, number, number]>(
    `INSERT INTO rollup (hour, category, cell, origin, count) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (hour, category, cell, origin) DO UPDATE SET count = count + excluded.count`,
  );
  const sweep = db.prepare<[number, number, number, number]>(
    'DELETE FROM rollup WHERE hour = ? AND category = ? AND cell = ? AND origin = ? AND count = 0',
  );
  const count = (incident: Counted, by: 1 | -1) => {
    const hour = hourOf(incident.reportedAt, hourShift);
    const category = words(incident.category);
    const cell = words(incident.cell ?? '');
    const origin = words(originOf(incident));
    const key = `${hour},${category},${cell},${origin}`;
    const change = changes.get(key);
    if (change) change.by += by;
    else changes.set(key, { hour, category, cell, origin, by });
  };
  return {
    add: (incident) => count(incident, 1),
    remove: (incident) => count(incident, -1),
    move(from, to) {
      if (isCountedAlike(from, to)) return;
      count(from, -1);
      count(to, 1);
    },
    flush() {
      for (const { hour, category, cell, origin, by } of changes.values()) {
        if (by === 0) continue;
        add.run(hour, category, cell, origin, by);
        if (by < 0) sweep.run(hour, category, cell, origin);
      }
      changes.clear();
    },
  };
}

/** Rebuilds all counts from the incident index, for a city whose hours are shifted otherwise than before. */
export function recountRollups(db: Database, hourShift: number): void {
  db.exec('DELETE FROM rollup');
  db.exec(`INSERT OR IGNORE INTO word (word) SELECT DISTINCT ${origin} FROM incident`);
  db.prepare(`INSERT INTO rollup (hour, category, cell, origin, count) ${recount}`).run(hourShift);
}

/** `originOf` an index row. */
const origin = `COALESCE(source, '') || IIF(day_only, '/day', '')`;

/** Hour, category, cell, origin and count of the incident index; its parameter is the hour shift. Times are never negative. */
export const recount = `SELECT (reported_at + CAST(? AS INTEGER)) / ${HOUR_MS} AS hour, category, cell,
  (SELECT n FROM word WHERE word = ${origin}) AS origin, COUNT(*) AS count FROM incident GROUP BY 1, 2, 3, 4`;
