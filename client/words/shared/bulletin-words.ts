import type { Bulletin, BulletinText } from '#data/contract/bulletin.ts';
import { bulletin as english } from './en/bulletin.ts';
import type { Dictionary, Lang } from './speech.ts';
import { bulletin as chinese } from './zh/bulletin.ts';

export const bulletinWords: Dictionary<typeof english> = { en: english, 'zh-CN': chinese };

/** What it says, as far as this screen is told: in the viewer's language first. */
export function bulletinTexts(
  { texts, deskTexts = [] }: Pick<Bulletin, 'texts' | 'deskTexts'>,
  lang: Lang,
): BulletinText[] {
  const isOurs = ({ language }: BulletinText) => language.slice(0, 2).toLowerCase() === lang.slice(0, 2);
  return [...texts, ...deskTexts].toSorted((a, b) => Number(isOurs(b)) - Number(isOurs(a)));
}

export const headlineOf = ({ headline, event }: BulletinText): string => headline ?? event;

/** As grave as it is, so many marks: read without a colour. */
export const severityMark: Readonly<Record<Bulletin['severity'], string>> = {
  Extreme: '◆◆◆',
  Severe: '◆◆',
  Moderate: '◆',
  Minor: '◇',
  Unknown: '○',
};
