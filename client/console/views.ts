import type { Component } from 'svelte';
import type { Person, Role } from '#data/contract/person.ts';
import MapPane from './city/MapPane.svelte';
import type { ConsoleContext } from './context.ts';
import UnitsPane from './crews/UnitsPane.svelte';
import AlarmsView from './views/alarms/AlarmsView.svelte';
import AuditView from './views/audit/AuditView.svelte';
import CommunityView from './views/community/CommunityView.svelte';
import DisputesView from './views/disputes/DisputesView.svelte';
import GridView from './views/grid/GridView.svelte';
import type { ViewProps } from './views/parts/view-props.ts';
import PeopleView from './views/people/PeopleView.svelte';
import ShiftView from './views/shift/ShiftView.svelte';
import Workspace from './work/Workspace.svelte';

/** `context`: given the whole console. `desk`: given tables and functions, see ViewProps. */
export type ConsoleView = { roles: readonly Role[]; oversight?: boolean } & (
  | { kind: 'context'; component: Component<{ context: ConsoleContext }> }
  | { kind: 'desk'; component: Component<ViewProps> }
);

const everybody: readonly Role[] = ['officer', 'supervisor', 'analyst', 'admin'];

/** What `?view=` may name, in the order of the tabs. */
const views = {
  queue: { kind: 'context', component: Workspace, roles: everybody },
  map: { kind: 'context', component: MapPane, roles: everybody },
  units: { kind: 'context', component: UnitsPane, roles: everybody },
  alarms: { kind: 'desk', component: AlarmsView, roles: everybody },
  grid: { kind: 'desk', component: GridView, roles: everybody },
  disputes: { kind: 'desk', component: DisputesView, roles: everybody },
  shift: { kind: 'desk', component: ShiftView, roles: ['supervisor', 'admin'] },
  people: { kind: 'desk', component: PeopleView, roles: ['officer', 'supervisor', 'admin'] },
  community: { kind: 'desk', component: CommunityView, roles: everybody },
  audit: { kind: 'desk', component: AuditView, roles: everybody, oversight: true },
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
