import { someId } from '../query.ts';

/** A category or its group, and an area; nothing named means all of it. */
export const selection = { category: someId, area: someId };
export const cache = 'private, no-cache';
export const refusals = { 429: 'Too many of your own questions wait', 503: 'Too many questions wait' } as const;
