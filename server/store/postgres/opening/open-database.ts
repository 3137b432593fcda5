import { createHash, randomBytes } from 'node:crypto';
import { StoreRefused, StoreUnavailable } from '../../store.ts';
import { readAddress, type Address } from '../connect/address.ts';
import { endLine, openLine, settings, type Line, type LineOptions } from '../connect/line.ts';
import { toldError, whyNeverIn } from '../connect/trouble.ts';
import { AGREES } from '../agreement.ts';
import { openSchema } from './open-schema.ts';

export type DatabaseOptions = {
  /** As `DATABASE_URL`. */
  url: string;
  /** What said so; left out: `DATABASE_URL`. */
  called?: string;
  /** What the database's own lists call this process. */
  node: string;
  /** Milliseconds that the city's hours are shifted against whole hours of UTC; 0 for most cities. */
  hourShift: number;
  /** The installation's secret: a database belongs to one. */
  secret: string;
  /** Whether tables are made where there are none; left out: they are. */
  mayMake?: boolean;
};

/** A database that is fit to be used, and where its log ends. */
export type OpenedDatabase = {
  options: LineOptions;
  installation: string;
  /** What commits are told by to whoever listens. */
  bell: string;
  /** Whether the server keeps what it has committed when the power goes. */
  survives: boolean;
  epoch: string;
  seq: number;
  hash: Buffer;
  /** The newest change of drawers. */
  change: number;
  /** Whether the log ends with the fact that the head names (agreement.ts). */
  agrees: boolean;
};

/** So long, ms, a server that does not answer yet is waited for at a start. */
const STARTING_MS = 3000;
const AGAIN_MS = 250;

/** `fill`: it must be empty, and nobody else opens it until it is filled. @throws {StoreRefused} with one line that says why. */
export async function openDatabase({
  url,
  called,
  node,
  hourShift,
  secret,
  mayMake = true,
  fill = false,
}: DatabaseOptions & { fill?: boolean }): Promise<OpenedDatabase> {
  const address = readAddress(url, called);
  const options: LineOptions = { address, name: `watchfloor ${node}`.slice(0, 63) };
  const installation = createHash('sha256').update(`watchfloor installation ${secret}`).digest('hex').slice(0, 32);
  const line = await openFirst(options);
  try {
    await openSchema(line, { hourShift, installation, newEpoch: randomBytes(8).toString('hex'), mayMake, fill });
    const { rows } = await line.query<
      Pick<OpenedDatabase, 'epoch' | 'seq' | 'hash' | 'change' | 'agrees'> & { schema: string }
    >(`SELECT epoch, seq, hash, change, ${AGREES}, current_schema() AS schema FROM head`);
    const { schema, ...ends } = rows[0]!;
    return { options, installation, bell: bellOf(schema), survives: settings(line).survives, ...ends };
  } catch (error) {
    throw refusal(address, error);
  } finally {
    endLine(line);
  }
}

/** A server that is only starting is waited for a little. @throws {StoreRefused} */
async function openFirst(options: LineOptions): Promise<Line> {
  const until = performance.now() + STARTING_MS;
  for (;;) {
    try {
      return await openLine(options);
    } catch (error) {
      if (whyNeverIn(error) !== null || performance.now() > until) throw refusal(options.address, error);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/** In one line, without a password. */
function refusal({ shown, called }: Address, error: unknown): unknown {
  if (error instanceof StoreRefused) return new StoreRefused(`${called}: ${shown} is not opened: ${error.message}`);
  const why = whyNeverIn(error);
  if (why !== null) return new StoreRefused(`${called}: ${shown} is not opened: ${why}`);
  const told = toldError(error);
  return told instanceof StoreUnavailable
    ? new StoreRefused(`${called}: ${shown} does not answer: ${messageOf(error)}`, { cause: error })
    : told;
}

/** Where every address of a name refused, the error itself says nothing. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** Schemas of one database ring different bells. */
const bellOf = (schema: string) => `watchfloor_${createHash('sha256').update(schema).digest('hex').slice(0, 16)}`;
