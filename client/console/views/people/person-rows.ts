import type { Person } from '#data/contract/person.ts';

/** People whose name holds what was typed, by name; who has left only when asked for. */
export function foundPeople(people: readonly Person[], text: string, withLeft: boolean, locale: string): Person[] {
  const sought = text.trim().toLocaleLowerCase(locale);
  return people
    .filter(({ name, left }) => (withLeft || !left) && name.toLocaleLowerCase(locale).includes(sought))
    .toSorted((a, b) => a.name.localeCompare(b.name, locale) || (a.id < b.id ? -1 : 1));
}
