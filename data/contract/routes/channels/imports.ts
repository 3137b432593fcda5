import * as z from 'zod';
import { ImportAnswer, ImportLook, ListedImport } from '../../import.ts';
import { ImportId } from '../../ids.ts';
import { route, says } from '../route.ts';
import { administering, administrators } from '../who.ts';

const takes = { limit: '512mb', type: 'multipart/form-data', stream: true } as const;
const refusals = {
  422: 'The file, the mapping or the form cannot be used; nothing was changed',
  429: 'Other files are being read',
} as const;
const cache = 'private, no-store';

export const listImports = route({
  method: 'GET',
  path: '/api/v1/imports',
  right: administrators,
  summary: 'Files that were imported, newest first',
  answers: { 200: says(z.object({ items: z.array(ListedImport) }), 'Who brought each in, how much came of it') },
  cache,
});

export const lookAtFile = route({
  method: 'POST',
  path: '/api/v1/imports/look',
  right: administering,
  summary: 'The beginning of a file, as a mapping reads it',
  description:
    'A form with `file` (its beginning is enough where it is text) and, where one is there, `mapping` as JSON (docs/import.md). Without a mapping, one is guessed from the names of the columns and what stands in them. Nothing is kept.',
  takes,
  answers: { 200: says(ImportLook, 'Mapping, columns, and the first rows as they will be read') },
  refusals,
  cache,
});

export const takeFile = route({
  method: 'POST',
  path: '/api/v1/imports',
  right: administering,
  summary: 'Import a file of past incidents',
  description:
    'A form with `file` and `mapping` (JSON, docs/import.md); `dryRun=true` reads and reports and changes nothing, `partly=true` takes what is good though rows are refused, `replaces` is an import that is withdrawn in favour of this one. The same file twice is one import. With `Accept: application/x-ndjson` the answer is lines: `{done, of}` as it goes, at last `{answer}` or `{why}`; who leaves ends the import, and the same file again goes on from there.',
  takes,
  answers: { 200: says(ImportAnswer, 'What became of its rows; of a dry run, what would') },
  refusals,
  cache,
  keeps: true,
});

export const withdrawImport = route({
  method: 'POST',
  path: '/api/v1/imports/:id/withdraw',
  right: administering,
  summary: 'Take an import back as a whole, on record',
  params: z.object({ id: ImportId }),
  answers: {
    200: says(
      z.object({ cases: z.int().nonnegative(), stay: z.int().nonnegative() }),
      'Cases that count no more, and those that stay because somebody has worked on them',
    ),
  },
  cache,
  keeps: true,
});
