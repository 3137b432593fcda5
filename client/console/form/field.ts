import { fromField } from './city-time.ts';

type Named = {
  name: string;
  label: string;
  required?: boolean;
  hint?: string;
  /** The object of the body that it is part of: `by` for `{ by: { amount } }`. */
  within?: string;
};
export type Choice = { value: string; label: string };
/** A choice that leads to further ones; without them it is itself what is chosen. */
export type Branch = Choice & { of?: readonly Branch[] | undefined };

/** Texts to begin with: the value of each is put in, to be edited. */
export type Offers = { label: string; items: readonly Choice[] };

/** One field of a form, as data: what a command's body asks for. */
export type Field = Named &
  (
    | { kind: 'line' | 'text' | 'secret'; most: number; start?: string; offers?: Offers }
    /** One that is kept, by its id. */
    | { kind: 'photo' }
    | { kind: 'number'; start?: string }
    /** A moment in city time; `start` in ms. */
    | { kind: 'time'; start?: number }
    /** `numbers`: what is chosen goes out as a number. */
    | { kind: 'choice'; options: readonly Choice[]; start?: string; numbers?: boolean }
    /** Any number of the options. */
    | { kind: 'several'; options: readonly Choice[]; start?: readonly string[] }
    /** One of very many, from the general to the particular; `levels` names the steps; `cells`: they end at grid cells, which a map has too. */
    | { kind: 'branch'; tree: readonly Branch[]; levels: readonly string[]; cells?: boolean; start?: string }
    | { kind: 'yes-no' }
  );

/** What stands in the fields just now. */
export type Entries = Readonly<Record<string, string | readonly string[]>>;
type Value = string | number | boolean | readonly string[];
/** The values of a body, by field; what was left empty is absent. */
export type Values = Record<string, Value | Record<string, Value>>;

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
    const value = valueOf(field, said, timeZone);
    if (value === null) wrong.push(field.name);
    else if (field.within === undefined) values[field.name] = value;
    else values[field.within] = { ...(values[field.within] as object), [field.name]: value };
  }
  return { values, missing, wrong };
}

/** Null: it cannot be meant. */
function valueOf(field: Field, said: string | readonly string[], timeZone: string): Value | null {
  switch (field.kind) {
    case 'time':
      return fromField(said as string, timeZone);
    case 'number':
      return Number(said) > 0 ? Number(said) : null;
    case 'yes-no':
      return said === 'yes';
    case 'choice':
      return field.numbers ? Number(said) : said;
    default:
      return said;
  }
}

/** The error of a refusal (RFC 9457) that means this field: `/until`, `/parties/0/name`, `/by/amount`. */
export function faultIn<E extends { pointer: string }>(errors: readonly E[] | undefined, field: Field): E | undefined {
  const own = field.within === undefined ? `/${field.name}` : `/${field.within}/${field.name}`;
  return errors?.find(({ pointer }) => pointer === own || pointer.startsWith(`${own}/`));
}
