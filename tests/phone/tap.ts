import type { PersonId, PhotoId } from '#data/contract/ids.ts';
import type { NewAction } from '#client/phone/queue/action.ts';

export const ana = 'ana' as PersonId;
export const ben = 'ben' as PersonId;

/** A tap of Ana's; name only what the test is about. */
export function tap(id: string, over: Partial<NewAction> = {}): NewAction {
  return {
    id,
    person: ana,
    tapped: 1,
    about: 'incident/i1',
    deed: 'note',
    path: '/incidents/i1/note',
    body: { text: id },
    photos: [],
    ...over,
  };
}

export const photo = (text: string) => new Blob([text], { type: 'image/jpeg' });
export const photoId = (text: string) => `photo of ${text}` as PhotoId;
