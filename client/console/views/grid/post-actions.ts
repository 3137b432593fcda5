import { postRoles, type Post } from '#data/contract/grid.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Action } from '../parts/action.ts';

type People = readonly Pick<Person, 'id' | 'name' | 'left'>[];

/** Filling and vacating the posts of a cell. */
export function postActions(cell: CellId, posts: readonly Post[], people: People, words: ConsoleWords): Action[] {
  const { grid, common } = words;
  const role = (roles: readonly Post['role'][]) => ({
    name: 'role',
    kind: 'choice' as const,
    label: grid.post,
    required: true,
    options: roles.map((value) => ({ value, label: grid.roles[value] })),
  });
  const names = new Map(people.map(({ id, name }) => [id as string, name]));
  const path = (command: string) => `/cells/${encodeURIComponent(cell)}/${command}`;
  const fill: Action = {
    name: 'fill-post',
    label: grid.fill,
    key: 'f',
    path: path('fill-post'),
    fields: [
      role(postRoles),
      {
        name: 'person',
        kind: 'choice',
        label: common.person,
        required: true,
        options: people.filter(({ left }) => !left).map(({ id, name }) => ({ value: id, label: name })),
      },
      { name: 'from', kind: 'time', label: grid.from },
      { name: 'to', kind: 'time', label: grid.to },
    ],
    body: (values) => {
      const name = names.get(values['person'] as string);
      return name === undefined ? values : { ...values, name };
    },
  };
  const vacate: Action = {
    name: 'vacate-post',
    label: grid.vacate,
    key: 'v',
    path: path('vacate-post'),
    grave: true,
    fields: [
      role(posts.map((post) => post.role)),
      { name: 'reason', kind: 'text', label: common.reason, required: true, most: 500 },
    ],
  };
  return posts.length > 0 ? [fill, vacate] : [fill];
}
