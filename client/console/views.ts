import type { Component } from 'svelte';
import type { Person, Role } from '#data/contract/person.ts';

/** Loaded when it is opened. `ownKeys`: its lists are tables of rows, which j and k move in. */
export type ConsoleView = {
  load(): Promise<{ default: Component }>;
  roles: readonly Role[];
  oversight?: boolean;
  ownKeys?: boolean;
};

const seldom = () => import('./seldom-views.ts');
const everybody: readonly Role[] = ['officer', 'supervisor', 'analyst', 'admin'];

/** What `?view=` may name, in the order of the tabs. */
const views = {
  queue: { load: () => import('./work/Workspace.svelte'), roles: everybody },
  call: { load: () => import('./views/call/CallView.svelte'), roles: ['supervisor', 'admin'] },
  hotline: { ownKeys: true, load: async () => (await seldom()).hotline(), roles: ['supervisor', 'admin'] },
  map: { load: () => import('./city/MapPane.svelte'), roles: everybody },
  units: { load: () => import('./crews/UnitsPane.svelte'), roles: everybody },
  alarms: { ownKeys: true, load: () => import('./views/alarms/AlarmsView.svelte'), roles: everybody },
  bulletins: { ownKeys: true, load: async () => (await seldom()).bulletins(), roles: everybody },
  grid: { ownKeys: true, load: async () => (await seldom()).grid(), roles: everybody },
  disputes: { ownKeys: true, load: async () => (await seldom()).disputes(), roles: everybody },
  shift: { ownKeys: true, load: async () => (await seldom()).shift(), roles: ['supervisor', 'admin'] },
  people: {
    ownKeys: true,
    load: async () => (await seldom()).people(),
    roles: ['officer', 'supervisor', 'admin'],
  },
  community: { ownKeys: true, load: async () => (await seldom()).community(), roles: everybody },
  trends: {
    ownKeys: true,
    load: async () => (await seldom()).trends(),
    roles: ['supervisor', 'analyst', 'admin'],
  },
  cards: { load: async () => (await seldom()).cards(), roles: ['admin'] },
  partners: { ownKeys: true, load: async () => (await seldom()).partners(), roles: ['admin'] },
  channels: { load: async () => (await seldom()).channels(), roles: ['supervisor', 'admin'] },
  imports: { load: async () => (await seldom()).imports(), roles: ['admin'] },
  nodes: { load: async () => (await seldom()).nodes(), roles: ['admin'] },
  audit: { ownKeys: true, load: async () => (await seldom()).audit(), roles: everybody, oversight: true },
} as const satisfies Record<string, ConsoleView>;

export type ViewId = keyof typeof views;
export const viewOf = (id: ViewId): ConsoleView => views[id];
const order = Object.keys(views) as ViewId[];

/** The views that a person's role has, in the order of the tabs. What they show is decided on the server. */
export function viewsFor({ role, oversight }: Pick<Person, 'role' | 'oversight'>): ViewId[] {
  return order.filter((id) => {
    const view = viewOf(id);
    return view.roles.includes(role) && (view.oversight !== true || oversight);
  });
}

/** The view of that name, if the person has it. */
export const viewNamed = (name: string | undefined, person: Person): ViewId | null =>
  viewsFor(person).find((id) => id === name) ?? null;
