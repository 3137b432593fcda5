import * as z from 'zod';
import { Fix, MAX_FIXES, MAX_REPORTS, PositionsAnswer, Report, ReportAnswer, ReportOutcome } from '../api.ts';
import { route, says } from './route.ts';
import { reports } from './who.ts';

const refusals = { 413: 'Too large, or too many items' } as const;

export const reportIncidents = route({
  method: 'POST',
  path: '/api/v1/incidents',
  right: reports,
  summary: 'Report one incident or up to a thousand',
  description: `An answer with 2xx means committed and synced. The same source and sourceRef again answers 200 with the first id; what it says anew of an open incident is put on record (updated), and a higher priority takes effect at once. A reference is compared in NFC, without blanks around it and with one blank for a run of any; one that is a UUID without regard to capitals, and is kept in small letters. An array of at most ${MAX_REPORTS} answers per item, with 207 when the items differ.`,
  body: z.union([Report, z.array(Report)]),
  takes: { limit: '8mb', unparsed: true },
  answers: {
    200: says(z.union([ReportAnswer, z.array(ReportOutcome)]), 'Known already'),
    201: says(z.union([ReportAnswer, z.array(ReportOutcome)]), 'Taken in'),
    207: says(z.array(ReportOutcome), 'The items fared differently'),
    422: says(z.array(ReportOutcome), 'No item of the array could be taken in'),
  },
  refusals,
  keeps: true,
});

export const reportPositions = route({
  method: 'POST',
  path: '/api/v1/positions',
  right: reports,
  summary: 'Fixes of units',
  description: `At most ${MAX_FIXES}. A unit seen for the first time is registered. An older fix extends the track and never moves the mark back. A unit counts as heard at the time that its newest fix bears. A fix of a unit that is off duty is refused and not kept.`,
  body: z.array(Fix),
  takes: { limit: '4mb', unparsed: true },
  answers: { 202: says(PositionsAnswer, 'Kept, with what was refused') },
  refusals,
  keeps: true,
});

const deviceRefusals = { 403: 'The token is not for that unit', 413: 'Too large' } as const;

export const reportOwnTracks = route({
  method: 'POST',
  path: '/owntracks',
  right: reports,
  summary: 'What an OwnTracks app says in its HTTP mode',
  description:
    'One payload as the apps send it (`_type`: location, transition, lwt; others are passed over). The source token is the password of HTTP Basic. The unit is the one that the token is for, else the user. What can never be kept is answered like the rest, so that no phone sends it for ever, and lies as a dead letter with its reason.',
  query: z.object({ u: z.string().max(256).optional(), d: z.string().max(256).optional() }),
  body: z.looseObject({ _type: z.string() }),
  takes: { limit: '1mb', unparsed: true, mayBeEmpty: true },
  answers: { 200: says(z.array(z.unknown()), 'Kept, or passed over: an empty array') },
  refusals: deviceRefusals,
  keeps: true,
});

export const reportTraccar = route({
  method: 'POST',
  path: '/traccar',
  right: reports,
  summary: 'What a Traccar server forwards',
  description:
    'One position (`forward.type=json`) or event (`event.forward.type=json`). The unit is what the attribute `unit` of the device names, else its identifier. An event deviceOffline or deviceUnknown takes the unit out of contact.',
  body: z.looseObject({ device: z.looseObject({ uniqueId: z.string() }) }),
  takes: { limit: '1mb', unparsed: true },
  answers: { 202: says(PositionsAnswer.omit({ stale: true }), 'Kept, or refused with its reason') },
  refusals: deviceRefusals,
  keeps: true,
});
