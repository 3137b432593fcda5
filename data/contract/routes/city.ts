import * as z from 'zod';
import { CellSketch, CityBrief, PlaceFound } from '../city-brief.ts';
import { CatalogueService, QuickAnswer } from '../catalogue.ts';
import { DrawnCity, Organisation } from '../city-pack.ts';
import { CellId } from '../ids.ts';
import { upTo } from './query.ts';
import { nothing, route, says } from './route.ts';
import { open, work } from './who.ts';

const cache = 'no-cache';
const same = { 304: nothing('As `If-None-Match` knows it') } as const;

export const readCity = route({
  method: 'GET',
  path: '/api/v1/city',
  right: open,
  summary: 'The city pack as screens draw it',
  answers: { 200: says(DrawnCity, 'The pack without what only the server uses'), ...same },
  cache,
});

export const listOrganisations = route({
  method: 'GET',
  path: '/api/v1/city/organisations',
  right: open,
  summary: 'The organisations of the city pack, for those who share out work',
  answers: { 200: says(z.array(Organisation), 'Organisations and their posts, never persons'), ...same },
  cache,
});

export const listServices = route({
  method: 'GET',
  path: '/api/v1/city/services',
  right: open,
  summary: 'The catalogue of services of the city pack',
  answers: {
    200: says(z.array(CatalogueService), 'What each asks, who does it, by when; empty where the city has none'),
    ...same,
  },
  cache,
});

export const listQuickAnswers = route({
  method: 'GET',
  path: '/api/v1/city/quick-answers',
  right: work,
  summary: 'What the hotline tells again and again, as a beginning',
  answers: { 200: says(z.array(QuickAnswer), 'By category, in each language of the pack'), ...same },
  cache,
});

export const readCityBrief = route({
  method: 'GET',
  path: '/api/v1/city/brief',
  right: open,
  summary: 'The names of the city pack without its shapes',
  answers: { 200: says(CityBrief, 'Small enough for a poor line; `ETag`'), ...same },
  cache,
});

export const readCellSketch = route({
  method: 'GET',
  path: '/api/v1/city/cells/:id',
  right: open,
  summary: 'One grid cell and what lies around it',
  params: z.object({ id: CellId }),
  answers: { 200: says(CellSketch, 'To draw; `ETag`'), ...same },
  refusals: { 404: 'The city has no such cell' },
  cache,
});

export const searchCity = route({
  method: 'GET',
  path: '/api/v1/city/search',
  right: work,
  summary: 'Streets, crossings, places, communities and cells by name',
  description:
    'By every word of the text, in whichever language of the pack or in pinyin; the likeliest first. `A / B` is where two streets meet.',
  query: z.object({ text: z.string().trim().min(1).max(100), limit: upTo(50, 10) }),
  answers: { 200: says(z.object({ items: z.array(PlaceFound) }), 'What goes by that name') },
  cache: 'private, no-store',
});
