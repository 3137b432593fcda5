import * as z from 'zod';
import { PhotoId } from '../ids.ts';
import { CaseKey, CaseWord, ToldCase } from '../told-case.ts';
import { file, route, says } from './route.ts';
import { open } from './who.ts';

const number = z.string().min(1).max(40);
const params = z.object({ number });
const query = z.object({ key: CaseKey });
const refusals = { 404: 'There is none of that number and key', 429: 'Too often from one address' } as const;
const cache = 'private, no-store';

export const readCase = route({
  method: 'GET',
  path: '/api/v1/cases/:number',
  right: open,
  summary: 'A case, for whoever reported it',
  description:
    'With the key that came with the answer to the report, where its channel owes an answer. What has happened is told in codes; names of crews and people are not in it.',
  params,
  query,
  answers: { 200: says(ToldCase, 'How it stands and what has happened') },
  refusals,
  cache,
  perMinute: 60,
});

export const readCasePhoto = route({
  method: 'GET',
  path: '/api/v1/cases/:number/photos/:photo',
  right: open,
  summary: 'A photo of the result',
  params: z.object({ number, photo: PhotoId }),
  query,
  answers: { 200: file('image/jpeg', 'The photo that a reply names') },
  refusals,
  cache,
  perMinute: 60,
});

export const sayWord = route({
  method: 'POST',
  path: '/api/v1/cases/:number/word',
  right: open,
  summary: 'What whoever reported says of it',
  description:
    'A mark (`satisfied`, or `stars` from 1 to 5, where 3 is all right), words, or that it is not settled (`reopen`, with words). Who is not satisfied brings the case back; so does any word after it has ended.',
  params,
  body: CaseWord,
  takes: { limit: '16kb' },
  answers: { 200: says(ToldCase, 'Kept; how it stands now') },
  refusals: { ...refusals, 409: 'The present state does not allow it' },
  cache,
  keeps: true,
  perMinute: 20,
});
