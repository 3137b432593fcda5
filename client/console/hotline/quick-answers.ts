import type { QuickAnswer } from '#data/contract/catalogue.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Incident } from '#data/contract/incident.ts';
import { isHandled } from '#data/rules/urgency.ts';
import { createSpeech, type Lang } from '#client/words/shared/speech.ts';
import type { Choice } from '../form/field.ts';

/** Stands where the case does not say: whoever replies fills it in. */
const OPEN = '…';
const languages = { en: 'en', 'zh-CN': 'zh' } as const;

type Parts = {
  pack: Pick<CityPack, 'city' | 'organisations'>;
  /** Whose words come first. */
  lang: Lang;
  now: number;
};

/** The quick answers that fit a case, each in the languages it has, filled in; those of its own category first. */
export function quickAnswersFor(row: Incident, answers: readonly QuickAnswer[], { pack, lang, now }: Parts): Choice[] {
  const [group = ''] = row.category.split('/');
  const rank = ({ of }: QuickAnswer) => (of.includes(row.category) ? 0 : of.includes(group) ? 1 : 2);
  const fitting = answers
    .filter(({ of }) => of.length === 0 || of.includes(row.category) || of.includes(group))
    .filter(({ outcome }) => outcome !== 'done' || isHandled(row))
    .sort((a, b) => rank(a) - rank(b));
  const order: Lang[] = lang === 'en' ? ['en', 'zh-CN'] : ['zh-CN', 'en'];
  return order.flatMap((each) =>
    fitting.flatMap(({ names, text }): Choice[] => {
      const [label, words] = [names[languages[each]], text[languages[each]]];
      return label === undefined || words === undefined ? [] : [{ label, value: filledIn(words, row, each) }];
    }),
  );

  function filledIn(words: string, { number, tasks, owed, due }: Incident, each: Lang): string {
    const say = createSpeech(each, pack.city.timeZone);
    const lead = tasks?.find((task) => task.lead)?.organisation;
    const organisation = pack.organisations.find(({ id }) => id === lead)?.names;
    const by = owed?.reply?.due ?? due.resolve;
    const known: Record<string, string | undefined> = {
      number,
      organisation: organisation && say.name(organisation),
      due: by === undefined || by < now ? undefined : say.clock(by, now),
    };
    return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? OPEN);
  }
}
