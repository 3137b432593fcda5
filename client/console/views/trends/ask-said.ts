import type { SplitBy } from '#data/contract/question.ts';
import type { AreaId, CellId } from '#data/contract/ids.ts';
import type { IncidentState } from '#data/contract/incident.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { TrendsWords } from '#client/words/console/en/trends.ts';
import type { ConsoleContext } from '../../context.ts';
import { dayAt } from './trend-said.ts';

type Parts = { words: TrendsWords; say: Speech; names: ConsoleContext['names'] };

/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5, 12);
const DAY_MS = 86_400_000;

/** What a case is split by, in the reader's language. */
export function keySaid(by: SplitBy, key: string | number | null, { words, say, names }: Parts): string {
  if (key === null) return words.ask.none;
  const text = String(key);
  switch (by) {
    case 'category':
    case 'group':
      return names.category(text);
    case 'district':
    case 'sub-district':
    case 'community':
      return names.area(text as AreaId);
    case 'cell':
      return names.cell(text as CellId);
    case 'state':
      return say.words.incidents.states[text as IncidentState];
    case 'mode':
      return words.ask.modes[text as 'reported' | 'discovered'];
    case 'priority':
      return `P${text}`;
    case 'day':
    case 'week':
      return say.date(dayAt(text));
    case 'hour':
      return words.ask.hour(text.padStart(2, '0'));
    case 'weekday':
      return say.weekday(MONDAY + Number(key) * DAY_MS);
    case 'month':
    case 'year':
    case 'source':
      return text;
  }
}
