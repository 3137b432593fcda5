import type { CityPack } from '#data/contract/city-pack.ts';
import type { IncidentCommandName } from '#data/contract/commands/incident.ts';
import type { Board } from '#data/contract/board.ts';
import type { Recommendations } from '#data/contract/desk-api.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Choice } from '../form/field.ts';

/** The commands of an incident, and what is several of them: the replacing of a unit, the asking of all four parties. */
export type WorkCommand = IncidentCommandName | keyof typeof severalOf;
const severalOf = { reassign: 'assign', 'link-all': 'link' } as const;

/** The command of the contract that it is given as. */
export const givenAs = (command: WorkCommand): IncidentCommandName =>
  command in severalOf ? severalOf[command as keyof typeof severalOf] : (command as IncidentCommandName);

export type About = {
  row: Incident;
  context: { words: ConsoleWords; say: Speech; names: CityNames; pack: CityPack; board: Board; now: number };
  people: { unit(id: string): string; organisation(id: string): string };
  recommended: Recommendations | null;
  /** What the person has picked already, by field: the unit of a line, the other incident. */
  preset: Readonly<Record<string, string>>;
  /** What a reply may begin with. */
  quick?: readonly Choice[];
};
