import { pathTo } from '#client/call/light.ts';
import type { Here } from '#client/phone/duty/sharing.ts';
import type { Said } from '#client/phone/queue/action.ts';
import type { PhotoPart } from '#client/phone/queue/action.ts';

/** What somebody wrote about what they found. Empty texts are as if not written. */
export type Found = { text: string; address: string; photo: Blob | undefined; cell: string; here: Here | null };

const said = (name: string, text: string) => (text.trim() === '' ? {} : { [name]: text.trim() });
const photoOf = (photo: Blob | undefined): PhotoPart[] => (photo ? [{ at: '/photo', jpeg: photo }] : []);

/** @param ref made on the device: the same report again is the same report. */
export function incidentFound(ref: string, category: string, found: Found): Said {
  const { here, cell } = found;
  return {
    about: `report/${ref}`,
    deed: 'report',
    path: pathTo('POST /api/v1/reports', {}),
    body: {
      ref,
      category,
      ...said('text', found.text),
      ...said('address', found.address),
      // Six digits are a tenth of a metre.
      ...(here && { location: { type: 'Point', coordinates: [rounded(here.lon), rounded(here.lat)] } }),
      ...(!here && { cell }),
    },
    photos: photoOf(found.photo),
  };
}

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

export function dangerFound(ref: string, { checklist, item }: { checklist: string; item: string }, found: Found): Said {
  return {
    about: `report/${ref}`,
    deed: 'danger-found',
    path: pathTo('POST /api/v1/dangers', {}),
    body: { cell: found.cell, checklist, item, ...said('text', found.text) },
    photos: photoOf(found.photo),
  };
}
