/** A name as it is compared: `plain` with its words apart, `together` as one. */
export type Spoken = { plain: string; together: string };

/** Without accents and capitals, without what people leave out in writing. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}|['’‘]/gu, '')
    .toLowerCase();

/** Pinyin is written apart as often as together: `Xin Ning` is `Xinning`. */
export const together = (text: string): string => plain(text).replaceAll(/[\p{P}\p{Z}\p{S}\t\n]/gu, '');

export const spoken = (text: string): Spoken => ({ plain: plain(text).trim(), together: together(text) });
