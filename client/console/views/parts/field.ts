import { fromField } from './city-time.ts';

type Named = { name: string; label: string; required?: boolean; hint?: string };
export type Choice = { value: string; label: string };
/** A choice that leads to further ones; without them it is itself what is chosen. */
export type Branch = Choice & { of?: readonly Branch[] | undefined };

/** One field of a form, as data: what a command's body asks for. */
export type Field = Named &
  (
    | { kind: 'line' | 'text' | 'secret'; most: number; start?: string }
    /** A moment in city time; `start` in ms. */
    | { kind: 'time'; start?: number }
    | { kind: 'choice'; options: readonly Choice[]; start?: string }
    /** Any number of the options. */
    | { kind: 'several'; options: readonly Choice[]; start?: readonly string[] }
    /** One of very many, from the general to the particular; `levels` names the steps. */
    | { kind: 'branch'; tree: readonly Branch[]; levels: readonly string[]; start?: string }
    | { kind: 'yes-no' }
  );

/** What stands in the fields just now. */
export type Entries = Readonly<Record<string, string | readonly string[]>>;
/** The values of a body, by field; what was left empty is absent. */
export type Values = Record<string, string | number | boolean | readonly string[]>;

export type Filled = { values: Values; missing: readonly string[]; wrong: readonly string[] };

/** Reads the entries as values; `missing` and `wrong` name fields that must be mended first. */
export function fill(fields: readonly Field[], entries: Entries, timeZone: string): Filled {
  const values: Values = {};
  const missing: string[] = [];
  const wrong: string[] = [];
  for (const field of fields) {
    const entry = entries[field.name] ?? '';
    // A password is taken as it is typed.
    const said = typeof entry === 'string' && field.kind !== 'secret' ? entry.trim() : entry;
    if (said.length === 0) {
      if (field.required) missing.push(field.name);
      continue;
    }
    if (field.kind === 'time') {
      const at = fromField(said as string, timeZone);
      if (at === null) wrong.push(field.name);
      else values[field.name] = at;
    } else values[field.name] = field.kind === 'yes-no' ? said === 'yes' : said;
  }
  return { values, missing, wrong };
}

/** Which field a pointer of a refusal means: `/until`, `/parties/0/name`. */
export const fieldOf = (pointer: string): string => pointer.split('/')[1] ?? '';
