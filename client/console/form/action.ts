import type { RouteName } from '#data/contract/routes/areas.ts';
import type { Answer } from '#client/call/refusal.ts';
import type { Field, Values } from './field.ts';

/** The route that takes a command, and the thing it is given to; one that is given to none yet makes it. */
export type To =
  | { route: Extract<RouteName, `POST ${string}/:id/:command`>; id: string; command: string }
  | { route: Extract<RouteName, `POST ${string}/:name/:command`>; name: string; command: string }
  | { route: 'POST /api/v1/agencies/try' }
  | {
      route: `POST /api/v1/${'agencies' | 'bulletins' | 'cap-feeds' | 'cards' | 'disputes' | 'handovers' | 'people' | 'receivers' | 'shift'}`;
    };

/** Something that can be done to a thing: a button, and a form where the command asks for more. */
export type Action = {
  name: string;
  label: string;
  /** One letter that gives it while no field has the focus. */
  key?: string;
  fields?: readonly Field[];
  /** With the name it is what a draft is kept under. */
  to: To;
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
