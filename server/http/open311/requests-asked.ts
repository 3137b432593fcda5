import * as z from 'zod';
import { endedStates, openStates } from '#data/contract/incident.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { DAY } from '#data/rules/civil-day.ts';
import type { IncidentFilter } from '../../store/store.ts';

/** What is asked of `GET requests`: some by number, or all that fit, a page at a time. */
export type RequestsAsked =
  { numbers: string[] } | { filter: IncidentFilter; codes: readonly string[] | null; page: number; size: number };

/** The standard's: so many days, so many requests at most. */
const LONGEST = 90 * DAY;
const MOST = 1000;

const Moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** Reads a query in which nothing is given twice; or says what is wrong with it. */
export function requestsAsked(query: ReadonlyMap<string, string>, now: number): Result<RequestsAsked, string> {
  const ids = list(query.get('service_request_id') ?? '');
  if (ids.length > MOST) return refused(`service_request_id: at most ${MOST}`);
  if (ids.length > 0) return accepted({ numbers: [...new Set(ids)] });
  const [start, end] = [moment('start_date'), moment('end_date')];
  if (start === null) return refused('start_date must be like 2010-01-01T00:00:00Z');
  if (end === null) return refused('end_date must be like 2010-01-01T00:00:00Z');
  const to = end ?? (start === undefined ? now : Math.min(now, start + LONGEST));
  const from = start ?? to - LONGEST;
  if (from > to) return refused('end_date lies before start_date');
  if (to - from > LONGEST) return refused('start_date and end_date may not span more than 90 days');
  const states = list(query.get('status') ?? '');
  if (states.some((state) => state !== 'open' && state !== 'closed')) return refused('status must be open or closed');
  const page = whole('page', 1, 1_000_000);
  const size = whole('page_size', MOST, MOST);
  if (page === null) return refused('page must be a whole number from 1 on');
  if (size === null) return refused(`page_size must be a whole number from 1 to ${MOST}`);
  const codes = list(query.get('service_code') ?? '');
  const of = [...(states.includes('open') ? openStates : []), ...(states.includes('closed') ? endedStates : [])];
  const filter = { from, to: to + 1, ...(of.length > 0 && { states: of }) };
  return accepted({ filter, codes: codes.length > 0 ? codes : null, page, size });

  /** Null: it is none. */
  function moment(name: string): number | null | undefined {
    const text = query.get(name);
    // A plus that was not encoded comes as a blank.
    return text === undefined ? undefined : (Moment.safeParse(text.trim().replace(' ', '+')).data ?? null);
  }

  function whole(name: string, otherwise: number, most: number): number | null {
    const text = query.get(name);
    if (text === undefined) return otherwise;
    const value = /^\d{1,7}$/.test(text) ? Number(text) : 0;
    return value >= 1 && value <= most ? value : null;
  }
}
