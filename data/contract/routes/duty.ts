import * as z from 'zod';
import { FoundReport } from '../api.ts';
import { Work } from '../desk-api.ts';
import { PhotoId } from '../ids.ts';
import { file, nothing, route, says } from './route.ts';
import { takenInOnce } from './taken-in-once.ts';
import { commands, ownWork } from './who.ts';

export const readWork = route({
  method: 'GET',
  path: '/api/v1/work',
  right: ownWork,
  summary: 'Everything that waits for the signed-in person',
  answers: { 200: says(Work, '`ETag` changes when the work does'), 304: nothing('Nothing new') },
  cache: 'private, no-cache',
});

export const reportFound = route({
  method: 'POST',
  path: '/api/v1/reports',
  right: commands,
  summary: 'Report what somebody on duty found',
  description:
    'The same person and `ref` again answers 200 with the first id. Without a location it stands for its whole cell. A page that kept it while there was no line names the person in `X-Watchfloor-Person`: 401 with `why: other-person` when somebody else has signed in since.',
  body: FoundReport,
  ...takenInOnce,
  tapped: true,
});

export const keepPhoto = route({
  method: 'POST',
  path: '/api/v1/photos',
  right: commands,
  summary: 'Keep a photo of what was found',
  description:
    'A JPEG of at most 2 MB and 50 million pixels. It is painted anew, without any metadata; the same bytes are the same id.',
  takes: { limit: '2mb', type: 'image/jpeg' },
  answers: { 201: says(z.object({ id: PhotoId }), 'Kept: name it in an answer or a report') },
  refusals: { 413: 'Larger than 2 MB, or more than 50 million pixels', 422: 'Not a whole JPEG' },
});

export const readPhoto = route({
  method: 'GET',
  path: '/api/v1/photos/:id',
  right: ownWork,
  summary: 'A photo',
  params: z.object({ id: PhotoId }),
  answers: { 200: file('image/jpeg', 'The picture; the look is on record') },
  description:
    'Nothing leaves that was not painted anew: one that was kept before photos were is painted at its first look, and keeps its id.',
  refusals: {
    404: 'There is none',
    413: 'Kept before photos were painted anew, and of more than 50 million pixels: not shown',
    422: 'Kept before photos were painted anew, and not to be read: not shown',
  },
  cache: 'private, max-age=600',
});
