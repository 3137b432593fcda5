import type { ViewName } from './view.ts';

/** The views that may see something, each by name. A view that is not here sees nothing of it. */
export type Who = readonly ViewName[];

export const nobody = [] as const satisfies Who;
/** Who leads: the shift log. */
export const leaders = ['supervisor', 'admin'] as const satisfies Who;
/** Who works with texts that people wrote, who acted, and homes. */
export const desk = ['officer', ...leaders] as const satisfies Who;
/**
 * Who may see cases and how the operation stands. The public sees neither rows nor facts, only counts
 * (data/contract/open-counts.ts): there is no list here that it is in.
 */
export const inside = ['ops-wall', ...desk] as const satisfies Who;

/** One answer for rows in which the field `by` is true, another for the rest. */
export type Split = { by: string; yes: Who; no: Who };

/**
 * Who may see each field of a thing, down to the last: a field that nobody has judged does not
 * compile. A thing in a field is judged by its own fields, those of a list by the fields of each.
 */
export type Sight<Thing> = { readonly [Field in keyof Thing]-?: Judged<NonNullable<Thing[Field]>> };

type Judged<Value> = [Value] extends [string | number | boolean]
  ? Who | Split
  : Value extends readonly (infer Item)[]
    ? Judged<Item>
    : string extends keyof Value
      ? Who
      : Sight<Value>;

/** The same answer for several fields. */
export function seenBy<const Field extends string>(who: Who, ...fields: Field[]): { [Name in Field]: Who } {
  return Object.fromEntries(fields.map((field) => [field, who])) as { [Name in Field]: Who };
}

/** Whether the view gets duty positions, alarms, staffing and inspections. */
export function seesOperations({ name }: { name: ViewName }): boolean {
  return (inside as Who).includes(name);
}
