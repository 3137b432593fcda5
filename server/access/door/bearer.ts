/**
 * The bearer token of an `Authorization` header; undefined where it shows none. One that cannot be
 * read is shown all the same: it is a wrong token, and no cookie is asked in its place.
 */
export function bearerOf(authorization: string | undefined): string | undefined {
  const shown = /^Bearer(?:\s+(.*))?$/is.exec(authorization ?? '');
  return shown ? (shown[1] ?? '').trim() : undefined;
}
