import type { CityPack } from '#data/contract/city-pack.ts';
import type { Speech } from '#client/words/shared/speech.ts';

/** One line of a list to choose from. */
export type Option = { id: string; label: string; more?: string };

/** The categories whose name or group holds every word of `text`, in whichever language, in the pack's order. */
export function categoryOptions(
  { groups, categories }: CityPack['categories'],
  text: string,
  say: Pick<Speech, 'name' | 'words'>,
): Option[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const groupOf = new Map(groups.map(({ id, names }) => [id, names]));
  return categories.flatMap(({ id, names, priority }) => {
    const group = groupOf.get(id.split('/', 1)[0]!);
    const searched = [names, ...(group ? [group] : [])].flatMap((each) => Object.values(each)).join(' ');
    if (!words.every((word) => searched.toLowerCase().includes(word))) return [];
    return {
      id,
      label: say.name(names),
      more: [group && say.name(group), say.words.priority(priority)].filter(Boolean).join(' · '),
    };
  });
}
