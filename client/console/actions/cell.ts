import { cellCommands } from '#data/contract/commands/cell.ts';
import { postRoles, type Post } from '#data/contract/grid.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Action } from '../form/action.ts';
import { actionOf } from './action-of.ts';

type People = readonly Pick<Person, 'id' | 'name' | 'left'>[];

/** Filling and vacating the posts of a cell. */
export function postActions(cell: CellId, posts: readonly Post[], people: People, words: ConsoleWords): Action[] {
  const { grid, common } = words;
  const labels = [grid, common];
  const to = (command: string) => ({ route: 'POST /api/v1/cells/:id/:command', id: cell, command }) as const;
  const role = (roles: readonly Post['role'][]) => ({
    label: grid.post,
    options: roles.map((value) => ({ value, label: grid.roles[value] })),
  });
  const names = new Map(people.map(({ id, name }) => [id as string, name]));
  const working = people.filter(({ left }) => !left).map(({ id, name }) => ({ value: id as string, label: name }));
  const fill = actionOf('cell', 'fill-post', cellCommands['fill-post'], {
    label: grid.fill,
    to: to('fill-post'),
    labels,
    hints: { role: role(postRoles), person: { options: working }, name: null },
    body: (values) => {
      const name = names.get(values['person'] as string);
      return name === undefined ? values : { ...values, name };
    },
  });
  if (posts.length === 0) return [fill];
  const vacate = actionOf('cell', 'vacate-post', cellCommands['vacate-post'], {
    label: grid.vacate,
    to: to('vacate-post'),
    labels,
    hints: { role: role(posts.map((post) => post.role)) },
    grave: true,
  });
  return [fill, vacate];
}
