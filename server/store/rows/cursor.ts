/** Where a page ended: the next one goes on with what is older. */
type Mark = { reportedAt: number; id: string };

export function writeCursor({ reportedAt, id }: Mark): string {
  return Buffer.from(`${reportedAt} ${id}`).toString('base64url');
}

/** @throws {RangeError} when it is none of ours. */
export function readCursor(cursor: string): Mark {
  const found = /^(\d{1,16}) (.+)$/su.exec(Buffer.from(cursor, 'base64url').toString());
  if (!found) throw new RangeError('not a cursor of this list');
  return { reportedAt: Number(found[1]), id: found[2]! };
}
