import type { Inspection } from '#data/contract/grid.ts';
import { pathTo } from '#client/call/light.ts';
import type { Said } from '#client/phone/queue/action.ts';
import type { PhotoPart } from '#client/phone/queue/action.ts';
import type { DraftAnswer } from '#client/phone/queue/device.ts';

/** A visit as its answers make it: one for every item, in the checklist's order, photos going ahead. */
export function visitDone(
  { id }: Inspection,
  items: readonly { id: string }[],
  answers: Readonly<Record<string, DraftAnswer>>,
): Said {
  const photos: PhotoPart[] = [];
  const body = items.map((item, index) => {
    const { ok, note = '', photo } = answers[item.id] ?? { ok: true };
    if (photo && !ok) photos.push({ at: `/answers/${index}/photo`, jpeg: photo });
    return { item: item.id, ok, ...(!ok && note.trim() !== '' && { note: note.trim() }) };
  });
  return {
    about: `visit/${id}`,
    deed: 'visit-done',
    path: pathTo('POST /api/v1/inspections/:id/:command', { id, command: 'done' }),
    body: { answers: body },
    photos,
  };
}
