import { StoreRefused } from '../../store.ts';

/** Where the database is, as `DATABASE_URL` says it: one address for each of its hosts, tried in turn. */
export type Address = {
  urls: readonly string[];
  /** Where our tables are; left out: where the connection finds itself. */
  schema?: string;
  /** What said so: a setting or an option, for whoever has to mend it. */
  called: string;
  /** For a line of the log: without its password. */
  shown: string;
};

const SHAPE = /^postgres(?:ql)?:\/\/(?:([^/?#]*)@)?([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/;
const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** What may stand behind the `?`; whatever else did would be set by somebody and used by nobody. */
const PARAMETERS = 'schema sslmode sslrootcert sslcert sslkey target_session_attrs options host port'.split(' ');
/** As it is written -> as the client takes it, which knows no way between "not at all" and "whom I know". */
const SSL_MODES: Record<string, string> = {
  disable: 'disable',
  'no-verify': 'no-verify',
  require: 'verify-full',
  'verify-ca': 'verify-full',
  'verify-full': 'verify-full',
};

/** @throws {StoreRefused} naming the parameter that is not understood. */
function readParameters(query: string, called: string): URLSearchParams {
  const params = new URLSearchParams(query);
  const unknown = [...params.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined)
    throw new StoreRefused(`${called}: nothing is known of "${unknown}"; there are ${PARAMETERS.join(', ')}`);
  const ssl = params.get('sslmode');
  if (ssl === null) return params;
  const mode = SSL_MODES[ssl];
  if (mode === undefined)
    throw new StoreRefused(`${called}: sslmode must be one of ${Object.keys(SSL_MODES).join(', ')}, not "${ssl}"`);
  params.set('sslmode', mode);
  return params;
}

/** `postgres://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE?schema=NAME`. @throws {StoreRefused} when it is none. */
export function readAddress(text: string, called = 'DATABASE_URL'): Address {
  const found = SHAPE.exec(text);
  const [, user = '', hosts = '', path = '', query = ''] = found ?? [];
  if (!found || path.length < 2)
    throw new StoreRefused(`${called}: must be postgres://USER:PASSWORD@HOST:PORT/DATABASE`);
  const params = readParameters(query, called);
  const schema = params.get('schema') ?? undefined;
  params.delete('schema');
  if (schema !== undefined && !NAME.test(schema))
    throw new StoreRefused(`${called}: schema must be a plain name in small letters, not "${schema}"`);
  const rest = params.size > 0 ? `?${params.toString()}` : '';
  const urls = hosts.split(',').map((host) => `postgres://${user && `${user}@`}${host}${path}${rest}`);
  const [name] = user.split(':');
  return {
    urls,
    called,
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
