import type { Command } from '#data/contract/commands/command.ts';
import type { Action } from '../form/action.ts';
import { fieldsOf, type Hints } from '../form/fields-of.ts';
import { keyOf, type registry, type Subject } from '../keys/registry.ts';

type Parts = Pick<Action, 'label' | 'to'> &
  Partial<Pick<Action, 'rev' | 'body' | 'grave' | 'submit' | 'preset' | 'give'>> & {
    /** Where the labels of its fields are looked up by their names, the nearest dictionary first. */
    labels?: readonly object[];
    hints?: Hints;
  };

/** The action of the registry that gives this command: its form is what the command's schema asks for. */
export function actionOf<S extends Subject>(
  subject: S,
  name: keyof (typeof registry)[S] & string,
  { body: schema }: Pick<Command, 'body'>,
  { labels = [], hints = {}, ...parts }: Parts,
): Action {
  return { name, ...keyOf(subject, name), fields: fieldsOf(schema, labels, hints), ...parts };
}
