import { basename } from 'node:path';
import * as z from 'zod';
import { ImportId } from '#data/contract/ids.ts';
import { WrittenMapping } from '#data/contract/import.ts';
import { accepted, type Result } from '#data/kit/result.ts';
import type { Imports } from '../../import/imports.ts';
import { IncidentMapping } from '../../import/mapping.ts';
import { StoreUnavailable } from '../../store/store.ts';
import { action, type ActionRefusal, refuse } from '../action.ts';
import { byCommandLine } from '../user-actions.ts';

/** Imports that are listed. */
const MOST_LISTED = 100;

/** Commands about files of past incidents. */
export function importActions(imports: () => Promise<Imports>) {
  return {
    import: action(
      z
        .object({
          file: z.string(),
          mapping: IncidentMapping,
          dryRun: z.boolean(),
          partly: z.boolean().default(false),
          refusedRows: z.boolean().default(false),
          replaces: ImportId.optional(),
        })
        .refine(({ dryRun, replaces }) => !dryRun || replaces === undefined, {
          error: 'what is to be replaced cannot be tried out: it is withdrawn on record',
        }),
      async ({ replaces, ...args }, under) => {
        const all = await imports();
        const more = { name: basename(args.file), by: byCommandLine, ...(replaces !== undefined && { replaces }) };
        return usable(() => all.take({ ...args, ...more, ...under }));
      },
    ),

    'import-look': action(
      z.object({ file: z.string(), mapping: WrittenMapping.nullable().default(null) }),
      async ({ file, mapping }) => {
        const all = await imports();
        return usable(() => all.look({ file, name: basename(file), mapping }));
      },
    ),

    'import-list': action(z.object({}), async () => accepted(await (await imports()).list(MOST_LISTED))),

    'import-withdraw': action(z.object({ id: ImportId }), async ({ id }, { signal }) => {
      const all = await imports();
      return usable(() => all.withdraw(id, byCommandLine, signal));
    }),
  };
}

/** All that is left to go wrong is the file, the mapping or the name; the store's own trouble is not theirs. */
async function usable<T>(work: () => Promise<T>): Promise<Result<T, ActionRefusal>> {
  try {
    return accepted(await work());
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    return refuse(error instanceof Error ? error.message : String(error));
  }
}
