import { createHash } from 'node:crypto';
import { PhotoId } from '#data/contract/ids.ts';
import { accepted, type Result } from '#data/kit/result.ts';
import type { Drawers } from '../store/store.ts';
import type { NoPhoto } from './clean-jpeg.ts';
import { isPaintedAnew } from './painted-mark.ts';

export type KeptPhotos = {
  /** Painted anew, under the digest of that. */
  keep(sent: Uint8Array): Promise<Result<PhotoId, NoPhoto>>;
  /** The same of a resident's JPEG, PNG or WebP. */
  keepPicture(sent: Uint8Array): Promise<Result<PhotoId, NoPhoto>>;
  isKept(id: string): Promise<boolean>;
  /** Null: there is none. One of before pictures were painted anew is painted at its first look, and keeps its id. */
  read(id: string): Promise<Result<Uint8Array | null, NoPhoto>>;
};

/** What paints is loaded when there is something to paint. */
async function paint(bytes: Uint8Array): Promise<Result<Uint8Array, NoPhoto>> {
  const { cleanJpeg } = await import('./clean-jpeg.ts');
  return cleanJpeg(bytes);
}

export function createKeptPhotos(drawers: Pick<Drawers, 'get' | 'put'>): KeptPhotos {
  const find = async (id: string) => {
    const kept = await drawers.get('photo', id);
    return kept instanceof Uint8Array ? kept : null;
  };
  async function kept(photo: Result<Uint8Array, NoPhoto>): Promise<Result<PhotoId, NoPhoto>> {
    if (!photo.ok) return photo;
    const id = PhotoId.parse(createHash('sha256').update(photo.value).digest('hex'));
    await drawers.put('photo', id, photo.value);
    return accepted(id);
  }
  return {
    keep: async (sent) => kept(await paint(sent)),
    keepPicture: async (sent) => kept(await (await import('./clean-jpeg.ts')).cleanPicture(sent)),

    isKept: async (id) => (await find(id)) !== null,

    async read(id) {
      const kept = await find(id);
      if (kept === null || isPaintedAnew(kept)) return accepted(kept);
      const photo = await paint(kept);
      if (photo.ok) await drawers.put('photo', id, photo.value);
      return photo;
    },
  };
}
