import type { Change, Changes, Drawer, Kept, TokenGrant } from '../../store.ts';
import type { DrawerPlace } from '../../rows/register-change.ts';
import type { Pool } from '../connect/pool.ts';
import { plainText } from '../plain-text.ts';

type Body = { text: string | null; bytes: Buffer | null };
const bodyOf = ({ text, bytes }: Body): Kept => text ?? bytes!;

/** What is in drawers and which tokens there are. */
export function createRegisterReader(pool: Pool) {
  return {
    async inDrawer({ drawer, id }: DrawerPlace): Promise<Kept | null> {
      const query = { name: 'in-drawer', text: 'SELECT text, bytes FROM drawer WHERE drawer = $1 AND id = $2' };
      const [row] = await pool.ask<Body>(query, [drawer, plainText(id)]);
      return row ? bodyOf(row) : null;
    },
    async drawer(drawer: Drawer): Promise<{ id: string; body: Kept }[]> {
      const query = { name: 'drawer', text: 'SELECT id, text, bytes FROM drawer WHERE drawer = $1 ORDER BY id' };
      return (await pool.ask<Body & { id: string }>(query, [drawer])).map((row) => ({ id: row.id, body: bodyOf(row) }));
    },
    async token(sha256: string): Promise<TokenGrant | null> {
      const query = { name: 'token', text: 'SELECT body FROM token WHERE sha256 = $1' };
      const [row] = await pool.ask<{ body: string }>(query, [plainText(sha256)]);
      return row ? (JSON.parse(row.body) as TokenGrant) : null;
    },
    async tokens(): Promise<TokenGrant[]> {
      const rows = await pool.ask<{ body: string }>({ text: 'SELECT body FROM token ORDER BY name, sha256' });
      return rows.map(({ body }) => JSON.parse(body) as TokenGrant);
    },
    async tokensNamed(name: string): Promise<string[]> {
      const text = 'SELECT sha256 FROM token WHERE name = $1 ORDER BY sha256';
      return (await pool.ask<{ sha256: string }>({ text }, [plainText(name)])).map(({ sha256 }) => sha256);
    },
  };
}

type ChangeRow = Body & {
  upto: number;
  floor: number;
  n: number | null;
  drawer: string;
  id: string;
  grant: string | null;
};

/** Changes after `n`, oldest first; null when they are not all known, or `n` is of another store. */
export const readChanges =
  (pool: Pool): Changes['since'] =>
  async (after) => {
    const rows = await pool.ask<ChangeRow>(
      {
        name: 'changes',
        text: `SELECT h.change AS upto, h.change_floor AS floor, c.n, c.drawer, c.id, d.text, d.bytes, t.body AS grant
          FROM head h LEFT JOIN change c ON c.n > $1
          LEFT JOIN drawer d ON d.drawer = c.drawer AND d.id = c.id
          LEFT JOIN token t ON c.drawer = 'token' AND t.sha256 = c.id ORDER BY c.n`,
      },
      [after],
    );
    const { upto, floor } = rows[0]!;
    if (after > upto || after < floor) return { upto, changes: null };
    const changes = rows.flatMap(({ n, drawer, id, text, bytes, grant }): Change[] =>
      n === null ? [] : [{ n, drawer: drawer as Change['drawer'], id, body: text ?? bytes ?? grant }],
    );
    return { upto, changes };
  };
