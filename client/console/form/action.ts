import type { Answer } from '#client/session/api.ts';
import type { Field, Values } from './field.ts';

/** Something that can be done to a thing: a button, and a form where the command asks for more. */
export type Action = {
  name: string;
  label: string;
  /** One letter that gives it while no field has the focus. */
  key?: string;
  fields?: readonly Field[];
  /** `/alarms/a7/shelve`. With the name it is what a draft is kept under. */
  path: string;
  /** Only while the thing is still at this revision. */
  rev?: number;
  /** The body, where it is not just the values by their names. */
  body?: (values: Values) => unknown;
  /** It cannot be taken back. */
  grave?: boolean;
  /** On the button that sends; else the label. */
  submit?: string;
  /** What somebody has picked before the form opened: it counts before what they once began. */
  preset?: Readonly<Record<string, string>>;
  /** Where giving it is more than one request, and says itself what it did. */
  give?: (body: unknown, rev: number | undefined) => Promise<Answer<unknown>>;
};
