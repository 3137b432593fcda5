import type { Database } from 'better-sqlite3';
import type { Letter, LetterCount, LetterHead, LetterKind, LetterOutcome, Room } from '../../letters.ts';
import { letterPage, readLetterCursor } from '../../rows/letter-cursor.ts';

export const letterTable = `
  CREATE TABLE letter (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, channel TEXT NOT NULL, source TEXT, at INTEGER NOT NULL,
    reason TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX letter_room ON letter (channel, kind, at, id);
  CREATE INDEX letter_newest ON letter (at, id);
`;

export type LettersGiven = { letters: readonly Letter[]; room: Room };
export type LettersKept = { outcomes: LetterOutcome[]; dropped: number };

export function keepLetters(db: Database, { letters, room: { most, oldestGives } }: LettersGiven): LettersKept {
  const isKnown = db.prepare<[string], number>('SELECT 1 FROM letter WHERE id = ?').pluck();
  const count = db
    .prepare<[string, string], number>('SELECT COUNT(*) FROM letter WHERE channel = ? AND kind = ?')
    .pluck();
  const dropOldest = db.prepare<[string, string]>(
    'DELETE FROM letter WHERE id = (SELECT id FROM letter WHERE channel = ? AND kind = ? ORDER BY at, id LIMIT 1)',
  );
  const insert = db.prepare<Letter>(
    `INSERT INTO letter (id, kind, channel, source, at, reason, body)
     VALUES (@id, @kind, @channel, @source, @at, @reason, @body)`,
  );
  let dropped = 0;
  const outcomes = letters.map((letter): LetterOutcome => {
    if (isKnown.get(letter.id)) return 'known';
    const { channel, kind } = letter;
    if (count.get(channel, kind)! >= most) {
      if (!oldestGives) return 'full';
      dropped += dropOldest.run(channel, kind).changes;
    }
    insert.run(letter);
    return 'kept';
  });
  return { outcomes, dropped };
}

export const removeLetter = (db: Database, id: string): boolean =>
  db.prepare('DELETE FROM letter WHERE id = ?').run(id).changes > 0;

export const deleteLetters = (db: Database, before: number): number =>
  db.prepare('DELETE FROM letter WHERE at < ?').run(before).changes;

export type LettersAsked = {
  kind?: LetterKind | undefined;
  channel?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

export function listLetters(db: Database, { kind, channel, limit, cursor }: LettersAsked) {
  const from = cursor === undefined ? undefined : readLetterCursor(cursor);
  const wheres = [
    ...(kind ? ['kind = @kind'] : []),
    ...(channel ? ['channel = @channel'] : []),
    ...(from ? ['(at, id) < (@at, @id)'] : []),
  ];
  const rows = db
    .prepare<object, LetterHead>(
      `SELECT id, kind, channel, source, at, reason FROM letter ${wheres.length > 0 ? `WHERE ${wheres.join(' AND ')}` : ''}
       ORDER BY at DESC, id DESC LIMIT @more`,
    )
    .all({ ...(kind && { kind }), ...(channel && { channel }), ...from, more: limit + 1 });
  return letterPage(rows, limit);
}

export const countLetters = (db: Database): LetterCount[] =>
  db
    .prepare<[], LetterCount>(
      'SELECT channel, kind, COUNT(*) AS count, MAX(at) AS newest FROM letter GROUP BY channel, kind ORDER BY channel, kind',
    )
    .all();

export const findLetter = (db: Database, id: string): Letter | null =>
  db.prepare<[string], Letter>('SELECT id, kind, channel, source, at, reason, body FROM letter WHERE id = ?').get(id) ??
  null;
