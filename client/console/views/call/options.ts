import type { PlaceFound } from '#data/contract/city-brief.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { ConsoleContext } from '../../context.ts';
import { keyOf } from './call-draft.ts';
import type { Speech } from '#client/words/shared/speech.ts';

/** One line of a list to choose from. */
export type Option = { id: string; label: string; more?: string };

/** The categories whose name, group or words of callers hold every word of `text`, in whichever language, in the pack's order. */
export function categoryOptions(
  { groups, categories }: CityPack['categories'],
  text: string,
  say: Pick<Speech, 'name' | 'words'>,
): Option[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const groupOf = new Map(groups.map(({ id, names }) => [id, names]));
  return categories.flatMap(({ id, names, words: said = [], priority }) => {
    const group = groupOf.get(id.split('/', 1)[0]!);
    const searched = [...[names, ...(group ? [group] : [])].flatMap((each) => Object.values(each)), ...said].join(' ');
    if (!words.every((word) => searched.toLowerCase().includes(word))) return [];
    return {
      id,
      label: say.name(names),
      more: [group && say.name(group), say.words.priority(priority)].filter(Boolean).join(' · '),
    };
  });
}

/** Something of the city as a line to choose, with where it lies. */
export function placeOption(found: PlaceFound, { words, say, names }: ConsoleContext): Option {
  const areas = found.areas.slice(0, 2).map((area) => names.brief(area));
  return {
    id: keyOf(found),
    label: say.name(found.names),
    more: [words.call.kinds[found.kind], ...areas].join(' · '),
  };
}
