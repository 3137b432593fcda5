import type { PlaceFound } from '#data/contract/city-brief.ts';
import type { CallReport } from '#data/contract/api.ts';
import type { CallReading } from '#data/contract/call-line.ts';
import type { ServiceId } from '#data/contract/service-answers.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { Draft } from '#client/page/drafts.ts';

/** What is written down of a call, as texts; what was left empty is absent. */
export type CallDraft = Readonly<Partial<Record<CallField, string>>>;

const fields = [
  /** Made with the first word, so that the same call is never filed twice. */
  'ref',
  /** When it began, ms since 1970. */
  'begun',
  /** All in one line. */
  'line',
  'category',
  'priority',
  /** Where, in words. */
  'place',
  /** `101.77,36.61` */
  'at',
  /** The name that `at` came with; absent where somebody pointed at it. */
  'named',
  /** Of what kind that is. */
  'kind',
  'title',
  'description',
  'name',
  'phone',
  /** `yes`: they want to hear what becomes of it. */
  'answer',
  /** Of the catalogue; of the category that is chosen. */
  'service',
  /** What its attributes are answered: `{ code: [value] }` as JSON. */
  'answers',
] as const;
export type CallField = (typeof fields)[number];

/** Where a form keeps it. */
export const CALL_FORM = 'call';

export function readCall(kept: Draft): CallDraft {
  return Object.fromEntries(fields.flatMap((field) => (typeof kept[field] === 'string' ? [[field, kept[field]]] : [])));
}

/** With another word in a field; '' takes it away. What was found by a name stays only while the words still hold it. */
export function written(draft: CallDraft, field: CallField, text: string): CallDraft {
  const { [field]: _before, ...rest } = draft;
  const next: CallDraft = text === '' ? rest : { ...rest, [field]: text };
  if (field === 'category' && text !== draft.category) return withoutService(next);
  if (field === 'service') return withoutAnswers(next);
  const isLost = field === 'place' && next.named !== undefined && !text.includes(next.named);
  return isLost ? unplaced(next) : next;
}

const withoutAnswers = ({ answers: _answers, ...rest }: CallDraft): CallDraft => rest;
const withoutService = ({ service: _service, ...rest }: CallDraft): CallDraft => withoutAnswers(rest);

/** What is answered so far, by attribute. */
export function answersOf({ answers }: CallDraft): Readonly<Record<string, readonly string[]>> {
  try {
    return answers === undefined ? {} : (JSON.parse(answers) as Record<string, string[]>);
  } catch {
    return {};
  }
}

/** The answers with another one; none takes it away. */
export function withAnswer(draft: CallDraft, code: string, values: readonly string[]): string {
  const { [code]: _before, ...rest } = answersOf(draft);
  const next = values.length > 0 ? { ...rest, [code]: values } : rest;
  return Object.keys(next).length > 0 ? JSON.stringify(next) : '';
}

export function unplaced({ at: _at, named: _named, kind: _kind, ...rest }: CallDraft): CallDraft {
  return rest;
}

export const pointedAt = (draft: CallDraft, [lon, lat]: LonLat): CallDraft => ({
  ...unplaced(draft),
  at: `${lon.toFixed(6)},${lat.toFixed(6)}`,
});

export function placedBy(draft: CallDraft, found: PlaceFound, name: string): CallDraft {
  return { ...pointedAt(draft, found.at), place: name, named: name, kind: found.kind };
}

/** What a line has put into the fields. Whoever writes there by hand has the last word. */
export type Put = Partial<Record<'category' | 'place' | 'at' | 'title' | 'description' | 'phone', string>>;
/** Of what a line may mean, what somebody has chosen. */
export type Meant = { category?: string; place?: string };
/** What does not fit in a few words is what the caller says. */
const FEW = 200;

/** The fields as the line has them now, where nobody else has written. `nameOf`: as the page says it. */
export function readInto(
  draft: CallDraft,
  put: Put,
  { categories, places, number, phone, said }: CallReading,
  meant: Meant,
  nameOf: (found: PlaceFound) => string,
): { draft: CallDraft; put: Put } {
  const isOurs = (field: keyof Put) => draft[field] === undefined || draft[field] === put[field];
  const read: Put = {};
  let next = draft;
  const fill = (field: 'category' | 'title' | 'description' | 'phone', text = '') => {
    if (!isOurs(field)) return;
    next = written(next, field, text);
    if (text !== '') read[field] = text;
  };
  fill('category', categories.find((id) => id === meant.category) ?? categories[0]);
  fill('title', said.length <= FEW ? said : '');
  fill('description', said.length <= FEW ? '' : said);
  fill('phone', phone);
  if (isOurs('place') && isOurs('at')) {
    const found = places.find((place) => keyOf(place) === meant.place) ?? places[0];
    const { place: _said, ...nowhere } = unplaced(next);
    next = nowhere;
    if (found) {
      next = placedBy(next, found, nameOf(found));
      if (number !== undefined && found.kind === 'street') next = written(next, 'place', `${nameOf(found)} ${number}`);
      Object.assign(read, { place: next.place, at: next.at });
    }
  }
  return { draft: next, put: read };
}
export const keyOf = ({ kind, id }: PlaceFound): string => `${kind} ${id}`;

/** Whether what is found lies at one spot, and not around it. */
export const isSpot = (kind: string): boolean => kind === 'place' || kind === 'crossing';

export function placeOf({ at }: CallDraft): LonLat | null {
  const [lon, lat] = (at ?? '').split(',').map(Number);
  return lon !== undefined && lat !== undefined && Number.isFinite(lon + lat) ? [lon, lat] : null;
}

/** What is filed; null while nobody has said what it is. */
export function callOf(draft: CallDraft): CallReport | null {
  const text = (field: CallField) => draft[field]?.trim() || undefined;
  const [category, ref, title, description, address] = (
    ['category', 'ref', 'title', 'description', 'place'] as const
  ).map(text);
  if (category === undefined || ref === undefined) return null;
  const [name, phone] = [text('name'), text('phone')];
  const at = placeOf(draft);
  return {
    ref,
    category,
    ...(draft.priority !== undefined && { priority: Number(draft.priority) as 1 | 2 | 3 | 4 }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(at && { location: { type: 'Point', coordinates: at } }),
    ...(address !== undefined && { address }),
    ...((name !== undefined || phone !== undefined) && {
      contact: { ...(name !== undefined && { name }), ...(phone !== undefined && { phone }) },
    }),
    ...(draft.answer === 'yes' && { answer: true }),
    ...serviceIn(draft),
    ...(draft.begun !== undefined && { calledAt: new Date(Number(draft.begun)).toISOString() }),
  };
}

function serviceIn(draft: CallDraft): Pick<CallReport, 'service' | 'answers'> {
  if (draft.service === undefined) return {};
  const answers = Object.entries(answersOf(draft)).map(([code, values]) => ({ code, values: [...values] }));
  return { service: draft.service as ServiceId, ...(answers.length > 0 && { answers }) };
}
