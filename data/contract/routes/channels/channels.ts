import * as z from 'zod';
import { ChannelsAnswer, ChannelStandings } from '../../channel.ts';
import { LetterAnswer, LetterDecided, LetterKind, LettersAnswer, letterCommands } from '../../letter.ts';
import { upTo } from '../query.ts';
import { route, says } from '../route.ts';
import { leading, leads, operations } from '../who.ts';

export const listChannels = route({
  method: 'GET',
  path: '/api/v1/channels',
  right: leads,
  summary: 'How each way in which the city speaks does',
  description: 'Figures are of the last ten minutes, of all nodes together.',
  answers: { 200: says(ChannelsAnswer, 'Every channel') },
  cache: 'no-store',
});

export const readStanding = route({
  method: 'GET',
  path: '/api/v1/channels/standing',
  right: operations,
  summary: 'Which channels are silent, refusing or late, and how much waits for a person',
  description: 'In figures alone: reasons and names are in `/api/v1/channels`.',
  answers: { 200: says(ChannelStandings, 'Every channel') },
  cache: 'no-store',
});

export const listLetters = route({
  method: 'GET',
  path: '/api/v1/letters',
  right: leads,
  summary: 'What came in and was not taken, newest first',
  description: 'Pass `next` as `cursor`. What they hold is read one by one.',
  query: z.object({
    kind: LetterKind.optional(),
    channel: z.string().max(40).optional(),
    cursor: z.string().max(400).optional(),
    limit: upTo(200, 50),
  }),
  answers: { 200: says(LettersAnswer, 'A page') },
  cache: 'no-store',
});

export const readLetter = route({
  method: 'GET',
  path: '/api/v1/letters/:id',
  right: leads,
  summary: 'One of them, with what came',
  description: 'Asking is on record.',
  answers: { 200: says(LetterAnswer, 'The letter') },
  refusals: { 404: 'There is none of this id, or somebody has decided it' },
  cache: 'no-store',
});

export const commandLetter = route({
  method: 'POST',
  path: '/api/v1/letters/:id/:command',
  right: leading,
  summary: 'Decide what becomes of one',
  description: 'On record under whoever decides. A report that is released is taken in as if it came now.',
  keeps: true,
  commands: {
    release: { body: letterCommands.release },
    discard: { body: letterCommands.discard },
  },
  takes: { limit: '4kb', unparsed: true },
  answers: { 200: says(LetterDecided, 'Decided') },
  refusals: {
    404: 'There is none of this id, or somebody has decided it',
    409: 'Only a report that waits can be released',
    422: 'The body is not in shape, or the report that waits is not valid any more: its fields are named',
  },
});
