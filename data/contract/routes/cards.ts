import * as z from 'zod';
import { Card, CardCode, CardKind, MAX_CARDS } from '../card.ts';
import { Names } from '../city-pack.ts';
import { AreaId } from '../ids.ts';
import { file, route, says } from './route.ts';
import { administering, administrators } from './who.ts';

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
