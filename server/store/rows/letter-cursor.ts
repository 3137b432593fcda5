import type { LetterHead } from '../letters.ts';

/** The place of a letter in the order of their coming. */
export const letterCursor = ({ at, id }: Pick<LetterHead, 'at' | 'id'>): string =>
  Buffer.from(`${at} ${id}`).toString('base64url');

/** @throws {RangeError} when it is no cursor. */
export function readLetterCursor(cursor: string): { at: number; id: string } {
  const [, at, id] = /^(\d{1,15}) (.+)$/s.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined) throw new RangeError('not a cursor of this list');
  return { at: Number(at), id };
}

/** A page out of one row more than was asked for. */
export function letterPage<L extends LetterHead>(
  rows: readonly L[],
  limit: number,
): { items: L[]; next: string | null } {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? letterCursor(items.at(-1)!) : null };
}
