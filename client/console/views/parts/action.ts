import type { Field, Values } from './field.ts';

/** Something that can be done to a thing: a button, and a form where the command asks for more. */
export type Action = {
  name: string;
  label: string;
  /** One letter that gives it while no field has the focus. */
  key?: string;
  fields?: readonly Field[];
  /** `/alarms/a7/shelve` */
  path: string;
  /** Only while the thing is still at this revision. */
  rev?: number;
  /** The body, where it is not just the values by their names. */
  body?: (values: Values) => unknown;
  /** It cannot be taken back. */
  grave?: boolean;
};
