import type { Names } from '#data/contract/city-pack.ts';
import type { PostRole } from '#data/contract/grid.ts';

/** What residents read of a post of a cell. */
export const postNames: Readonly<Record<PostRole, Names & { zh: string }>> = {
  primary: { en: 'Grid worker', zh: '网格员' },
  deputy: { en: 'Deputy grid worker', zh: '副网格员' },
  verifier: { en: 'Grid verifier', zh: '核查员' },
};
