import * as z from 'zod';
import { Card, CardCode, CardKind, MAX_CARDS } from '../../card.ts';
import { CardReport } from '../../card-report.ts';
import { Names } from '../../city-pack.ts';
import { AreaId } from '../../ids.ts';
import { file, nothing, route, says } from '../route.ts';
import { administering, administrators, open } from '../who.ts';

const cache = 'no-store';
const which = z.strictObject({ area: AreaId, kind: CardKind });

/** `address`: what the QR code says. */
const ListedCard = Card.extend({ kind: CardKind, names: Names, address: z.string() });
export type ListedCard = z.infer<typeof ListedCard>;
const CardsAnswer = z.object({ items: z.array(ListedCard) });

export const listCards = route({
  method: 'GET',
  path: '/api/v1/cards',
  right: administrators,
  summary: 'Contact cards of an area, one kind of them',
  query: which,
  answers: { 200: says(CardsAnswer, 'In the order of the city’s cells, revoked ones among them') },
  cache,
});

export const makeCards = route({
  method: 'POST',
  path: '/api/v1/cards',
  right: administering,
  summary: 'Make the contact cards of an area, one for each community, cell or post that has none',
  description: `At most ${MAX_CARDS} at once. A card is of a place and never of a person: who scans it reaches whoever is on duty there then.`,
  body: which,
  answers: { 201: says(CardsAnswer, 'Those that were made; none where each place has one') },
  refusals: { 404: 'There is no such area', 413: `It would be more than ${MAX_CARDS}: take a smaller area` },
});

export const commandCard = route({
  method: 'POST',
  path: '/api/v1/cards/:id/:command',
  right: administering,
  summary: 'Revoke a contact card: whoever scans it is told so',
  params: z.object({ id: CardCode, command: z.literal('revoke') }),
  commands: { revoke: { body: z.strictObject({}) } },
  takes: { limit: '4kb', mayBeEmpty: true },
  answers: { 200: says(Card, 'Revoked') },
  refusals: { 404: 'There is no such card' },
});

export const printCards = route({
  method: 'GET',
  path: '/api/v1/cards/sheet',
  right: administrators,
  summary: 'The contact cards of an area as a sheet to print',
  description: 'A4, eight cards a page. Letters are drawn as outlines, so that it prints alike everywhere.',
  query: which.extend({ as: z.enum(['svg', 'pdf']).default('pdf') }),
  answers: { 200: file('application/pdf', 'PDF; with `as=svg` image/svg+xml, pages below each other') },
  refusals: { 404: 'There is no card to print' },
  cache,
});

export const reportByCard = route({
  method: 'POST',
  path: '/api/v1/cards/:code/reports',
  right: open,
  summary: 'Report something from a contact card',
  description:
    'As JSON without photos, or as the form of the card’s page (`multipart/form-data`: `ref`, `category`, `description`, `address`, `lat`, `lon`, `name`, `phone`, `altcha`, and up to three `photos`), which is answered by a page unless JSON is accepted. Without a proof of work, or of more than people write, it waits until a person has looked through it (`state: "waiting"`); its key works all the same. A photo that cannot be read is left out and said.',
  params: z.object({ code: z.string().max(64) }),
  body: CardReport,
  takes: { limit: '64kb', form: '12mb', unparsed: true },
  answers: {
    201: says(
      z.object({
        state: z.enum(['taken', 'waiting']),
        number: z.string(),
        key: z.string(),
        /** Where it is followed. */
        page: z.string(),
        /** Texts that held half a character or a control character. */
        cleaned: z.array(z.string()).optional(),
        /** Which photos were left out, from 0. */
        leftOut: z.array(z.object({ index: z.int(), detail: z.string() })).optional(),
      }),
      'Kept',
    ),
    303: nothing('To the page where it is followed, for a form'),
    422: file('text/html', 'The form again, with what is wrong, for a form'),
  },
  refusals: { 404: 'There is no such card, or it was revoked', 422: 'Wrong fields', 429: 'Too often from one address' },
  keeps: true,
  perMinute: 30,
  cache,
});
