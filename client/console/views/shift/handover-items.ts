import type { HandoverItems, HandoverStood } from '#data/contract/shift.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import { namedSubject } from '../alarms/subject.ts';

export type ItemGroup = {
  key: keyof HandoverItems;
  label: string;
  count: number;
  lines: string[];
  /** Nothing is known of them: they had ended before how they stood was kept. */
  ended: number;
};

/**
 * What a hand-over leaves, all of it, group by group, the gravest first.
 * @param at when it stood so, ms: times of day are said from there, so that they read the same ever after.
 */
export function itemGroups(
  items: HandoverItems,
  stood: HandoverStood,
  names: CityNames,
  words: ConsoleWords,
  say: Speech,
  at: number,
): ItemGroup[] {
  const incidents = new Map(stood.incidents.map((row) => [row.id, row]));
  const promises = new Map(stood.promises.map((row) => [row.id, row]));
  const alarms = new Map(stood.alarms.map((row) => [row.id, row]));
  const incident = (id: HandoverItems['open'][number]) => {
    const row = incidents.get(id);
    if (!row) return null;
    const what = `${row.title ?? names.category(row.category)}, ${say.words.incidents.states[row.state]}`;
    return `${say.words.priority(row.priority)} ${row.number} ${what}`;
  };
  const urgent = (ids: HandoverItems['open']) =>
    ids.toSorted((a, b) => (incidents.get(a)?.priority ?? 5) - (incidents.get(b)?.priority ?? 5));
  const group = (key: keyof HandoverItems, label: string, known: (string | null)[]): ItemGroup => {
    const lines = known.filter((line) => line !== null);
    return { key, label, count: known.length, lines, ended: known.length - lines.length };
  };
  return [
    group('overdue', words.shift.overdue, urgent(items.overdue).map(incident)),
    group(
      'promises',
      words.shift.promises,
      items.promises.map((id) => {
        const entry = promises.get(id);
        if (!entry) return null;
        return entry.due === undefined ? entry.text : `${say.clock(entry.due, at).slice(0, -3)} ${entry.text}`;
      }),
    ),
    group('gaps', words.shift.gaps, items.gaps.map(names.cell)),
    group(
      'shelved',
      words.shift.shelved,
      items.shelved.map((id) => {
        const alarm = alarms.get(id);
        return alarm
          ? `${words.alarms.conditions[alarm.condition]}: ${namedSubject(alarm, alarm.called, names)}`
          : null;
      }),
    ),
    group('open', words.shift.open, urgent(items.open).map(incident)),
  ];
}
