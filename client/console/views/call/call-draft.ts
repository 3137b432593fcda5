import type { PlaceFound } from '#data/contract/city-brief.ts';
import type { CallReport } from '#data/contract/api.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { Draft } from '#client/page/drafts.ts';

/** What is written down of a call, as texts; what was left empty is absent. */
export type CallDraft = Readonly<Partial<Record<CallField, string>>>;

const fields = [
  /** Made with the first word, so that the same call is never filed twice. */
  'ref',
  /** When it began, ms since 1970. */
  'begun',
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
  const isLost = field === 'place' && next.named !== undefined && !text.includes(next.named);
  return isLost ? unplaced(next) : next;
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
    ...(draft.begun !== undefined && { calledAt: new Date(Number(draft.begun)).toISOString() }),
  };
}
