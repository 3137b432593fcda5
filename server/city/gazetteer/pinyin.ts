import { once } from '#data/kit/once.ts';

/** Chinese as it is spelled in Latin letters, syllables apart and without tones; what is not Chinese stays. */
export type ToPinyin = (text: string) => string;

/** Its dictionary is 30 MB in memory, so it comes with the first name that somebody looks for. */
export const loadPinyin = once(async (): Promise<ToPinyin> => {
  const { pinyin } = await import('pinyin-pro');
  /** Two thousand cells are called by some two hundred communities. */
  const spelled = new Map<string, string>();
  return (text) =>
    text.replaceAll(/\p{Script=Han}+/gu, (run) => {
      const known = spelled.get(run) ?? pinyin(run, { toneType: 'none', v: true });
      spelled.set(run, known);
      return known;
    });
});
