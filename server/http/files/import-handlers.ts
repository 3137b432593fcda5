import * as z from 'zod';
import { type ImportAnswer, type ImportLine, WrittenMapping } from '#data/contract/import.ts';
import { ImportId } from '#data/contract/ids.ts';
import { type FieldError, invalid, problem } from '#data/contract/problem.ts';
import { fieldErrors } from '#data/kit/pointer.ts';
import type { Imports } from '../../import/imports.ts';
import { IncidentMapping } from '../../import/mapping.ts';
import { StoreUnavailable } from '../../store/store.ts';
import { actorOf } from '../guard.ts';
import { type Handlers, ok, refuse, type Refused } from '../handler.ts';
import type { HttpParts } from '../parts.ts';
import { type NotReceived, type Received, receiveFile } from './receive-file.ts';
import { toldAsItGoes } from './told-as-it-goes.ts';

/** Of the routes' `takes`. */
const MOST_BYTES = 512 * 1024 * 1024;
/** Each has a thread and its memory. */
const MOST_AT_ONCE = 2;
const MOST_LISTED = 100;

const notReceived: Record<NotReceived, Refused> = {
  'too-large': refuse(problem(413, 'the file is larger than 512 MB: split it, or import it by the command line'), {
    connection: 'close',
  }),
  unreadable: refuse(problem(400, 'the form cannot be read')),
  'no-file': refuse(problem(422, 'the form holds no file')),
  'several-files': refuse(problem(422, 'the form holds more than one file'), { connection: 'close' }),
};
const busy = refuse(problem(429, 'other files are being read'), { 'retry-after': '10' });

const flag = z.enum(['true', 'false']).default('false').transform((text) => text === 'true'); // prettier-ignore
const Asked = z.object({ dryRun: flag, partly: flag, replaces: ImportId.optional() });

/** Files of past incidents, for administrators: looked at, taken in, listed and taken back. */
export function importHandlers({ imports }: Pick<HttpParts, 'imports'>): Handlers<'imports'> {
  let running = 0;

  return {
    async listImports() {
      return ok({ items: await imports.list(MOST_LISTED) });
    },

    async lookAtFile({ body, header }) {
      if (running >= MOST_AT_ONCE) return busy;
      return withFile(
        body,
        header('content-type'),
        () => {},
        async ({ file, name, texts, drop }) => {
          try {
            const mapping = mappingIn(texts, WrittenMapping);
            if (mapping && !mapping.success) return refuse(invalid(mapping.errors));
            return await usable(async () => ok(await imports.look({ file, name, mapping: mapping?.data ?? null })));
          } finally {
            await drop();
          }
        },
      );
    },

    async takeFile({ body, header, caller }) {
      // From its first byte on: whoever sends several at once has no more of them read.
      if (running >= MOST_AT_ONCE) return busy;
      running++;
      const free = () => void running--;
      return withFile(body, header('content-type'), free, async ({ file, name, texts, drop }) => {
        const mapping = mappingIn(texts, IncidentMapping);
        const asked = Asked.safeParse(Object.fromEntries(texts));
        if (!mapping?.success || !asked.success) {
          await drop();
          if (!mapping) return refuse(problem(422, 'the form holds no mapping'));
          return refuse(invalid(mapping.success ? fieldErrors(asked.error!) : mapping.errors));
        }
        const { replaces, ...how } = asked.data;
        const what = {
          ...{ file, name, mapping: mapping.data, ...how, ...(replaces !== undefined && { replaces }) },
          by: actorOf(caller),
          refusedRows: true,
        };
        const take: Take = (progress, signal) => imports.take({ ...what, progress, signal });
        if (header('accept')?.includes('application/x-ndjson'))
          return ok({ lines: toldAsItGoes(take, lastLine, drop) });
        try {
          return await usable(async () => ok(await take(() => {}, new AbortController().signal)));
        } finally {
          await drop();
        }
      });
    },

    async withdrawImport({ params: { id }, caller }) {
      return usable(
        async () => ok(await imports.withdraw(id, actorOf(caller), new AbortController().signal)),
        (why) => problem(404, why),
      );
    },
  };

  /** `free` is called when the file is no more. */
  async function withFile<T>(
    body: AsyncIterable<Uint8Array>,
    type: string | undefined,
    free: () => void,
    use: (received: Received) => Promise<T>,
  ): Promise<T | Refused> {
    const received = await receiveFile(body, type ?? '', MOST_BYTES);
    if (!received.ok) {
      free();
      return notReceived[received.refusal];
    }
    const drop = () => received.value.drop().finally(free);
    return use({ ...received.value, drop });
  }
}

type Take = (progress: (done: number, of: number) => void, signal: AbortSignal) => ReturnType<Imports['take']>;

/** Null where there is none. */
function mappingIn<T>(
  texts: ReadonlyMap<string, string>,
  schema: z.ZodType<T>,
): { success: true; data: T } | { success: false; errors: FieldError[] } | null {
  const text = texts.get('mapping');
  if (text === undefined || text === '') return null;
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    return { success: false, errors: [{ pointer: '/mapping', detail: 'is no JSON' }] };
  }
  const read = schema.safeParse(written);
  return read.success ? read : { success: false, errors: fieldErrors(read.error) };
}

/** All that is left to go wrong is the file or the mapping; the store's own trouble is not theirs. */
async function usable<T>(work: () => Promise<T>, as = (why: string) => problem(422, why)): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    return refuse(as(error instanceof Error ? error.message : 'the file cannot be used'));
  }
}

function lastLine(ended: { value: ImportAnswer } | { error: unknown }): ImportLine {
  if ('value' in ended) return { answer: ended.value };
  const { error } = ended;
  if (error instanceof StoreUnavailable) return { why: 'the store cannot commit now; what was kept stays' };
  return { why: error instanceof Error ? error.message : 'the file cannot be used' };
}
