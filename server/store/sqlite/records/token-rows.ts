import type { Database } from 'better-sqlite3';
import type { TokenGrant } from '../../store.ts';

export function addToken(db: Database, { sha256, grant }: { sha256: string; grant: TokenGrant }): void {
  db.prepare('INSERT OR REPLACE INTO token (sha256, name, body) VALUES (?, ?, ?)').run(
    sha256,
    grant.name,
    JSON.stringify(grant),
  );
}

/** True when there was one. */
export function removeToken(db: Database, sha256: string): boolean {
  return db.prepare('DELETE FROM token WHERE sha256 = ?').run(sha256).changes > 0;
}

/** The SHA-256 of all tokens of that name. */
export function tokensNamed(db: Database, name: string): string[] {
  return db.prepare<[string], string>('SELECT sha256 FROM token WHERE name = ? ORDER BY sha256').pluck().all(name);
}

export function findToken(db: Database, sha256: string): TokenGrant | null {
  const body = db.prepare<[string], string>('SELECT body FROM token WHERE sha256 = ?').pluck().get(sha256);
  return body === undefined ? null : (JSON.parse(body) as TokenGrant);
}

export function listTokens(db: Database): TokenGrant[] {
  const bodies = db.prepare<[], string>('SELECT body FROM token ORDER BY name, sha256').pluck().all();
  return bodies.map((body) => JSON.parse(body) as TokenGrant);
}
