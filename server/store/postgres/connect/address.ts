import { StoreRefused } from '../../store.ts';

/** Where the database is, as `DATABASE_URL` says it: one address for each of its hosts, tried in turn. */
export type Address = {
  urls: readonly string[];
  /** Where our tables are; left out: where the connection finds itself. */
  schema?: string;
  /** For a line of the log: without its password. */
  shown: string;
};

const SHAPE = /^postgres(?:ql)?:\/\/(?:([^/?#]*)@)?([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/;
const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** `postgres://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE?schema=NAME`. @throws {StoreRefused} when it is none. */
export function readAddress(text: string): Address {
  const found = SHAPE.exec(text);
  const [, user = '', hosts = '', path = '', query = ''] = found ?? [];
  if (!found || path.length < 2)
    throw new StoreRefused('DATABASE_URL: must be postgres://USER:PASSWORD@HOST:PORT/DATABASE');
  const params = new URLSearchParams(query);
  const schema = params.get('schema') ?? undefined;
  params.delete('schema');
  if (schema !== undefined && !NAME.test(schema))
    throw new StoreRefused(`DATABASE_URL: schema must be a plain name in small letters, not "${schema}"`);
  const rest = params.size > 0 ? `?${params.toString()}` : '';
  const urls = hosts.split(',').map((host) => `postgres://${user && `${user}@`}${host}${path}${rest}`);
  const [name] = user.split(':');
  return {
    urls,
    ...(schema !== undefined && { schema }),
    shown: `postgres://${name ? `${name}@` : ''}${hosts}${path}${schema === undefined ? '' : ` (schema ${schema})`}`,
  };
}

/** The same database's address, with another schema of it. */
export function inSchema(text: string, schema: string): string {
  const [base, query] = text.split('?');
  const params = new URLSearchParams(query);
  params.set('schema', schema);
  return `${base}?${params.toString()}`;
}
