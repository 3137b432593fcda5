import type { Board } from '#data/contract/board.ts';
import type { HandoverItems } from '#data/contract/shift.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import { subjectSaid } from '../alarms/subject.ts';

export type ItemGroup = {
  key: keyof HandoverItems;
  label: string;
  count: number;
  lines: string[];
  /** Were there when it was drawn up and have ended since: the board has them no more. */
  ended: number;
};

/** What a hand-over leaves, group by group, the gravest first. */
export function itemGroups(
  items: HandoverItems,
  board: Board,
  names: CityNames,
  words: ConsoleWords,
  say: Speech,
  now: number,
): ItemGroup[] {
  const incident = (id: HandoverItems['open'][number]) => {
    const row = board.incidents.get(id);
    return row
      ? `${say.words.priority(row.priority)} ${row.number} ${row.title ?? names.category(row.category)}`
      : null;
  };
  const urgent = (ids: HandoverItems['open']) =>
    ids.toSorted((a, b) => (board.incidents.get(a)?.priority ?? 5) - (board.incidents.get(b)?.priority ?? 5));
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
        const entry = board.shift.get(id);
        if (!entry) return null;
        return entry.due === undefined ? entry.text : `${say.clock(entry.due, now).slice(0, -3)} ${entry.text}`;
      }),
    ),
    group('gaps', words.shift.gaps, [...items.gaps]),
    group(
      'shelved',
      words.shift.shelved,
      items.shelved.map((id) => {
        const alarm = board.alarms.get(id);
        if (!alarm) return null;
        return `${words.alarms.conditions[alarm.condition]}: ${subjectSaid(alarm, board, names)}`;
      }),
    ),
    group('open', words.shift.open, urgent(items.open).map(incident)),
  ];
}
