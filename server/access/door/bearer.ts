/**
 * The bearer token of an `Authorization` header; undefined where it shows none. One that cannot be
 * read is shown all the same: it is a wrong token, and no cookie is asked in its place.
 */
export function bearerOf(authorization: string | undefined): string | undefined {
  const shown = /^Bearer(?:\s+(.*))?$/is.exec(authorization ?? '');
  return shown ? (shown[1] ?? '').trim() : undefined;
}

/** The token that a header shows, as a bearer or as a password: devices know no other way to say who they are. */
export function tokenOf(authorization: string | undefined): string | undefined {
  const [, basic] = /^Basic\s+(.*)$/is.exec(authorization ?? '') ?? [];
  if (basic === undefined) return bearerOf(authorization);
  const shown = Buffer.from(basic, 'base64').toString('utf8');
  return shown.slice(shown.indexOf(':') + 1);
}
