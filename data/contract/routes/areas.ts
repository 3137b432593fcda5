import * as alarms from './alarms.ts';
import * as audit from './audit.ts';
import * as bulletins from './bulletins.ts';
import * as calls from './calls.ts';
import * as channels from './channels/channels.ts';
import * as cases from './cases.ts';
import * as cards from './channels/cards.ts';
import * as city from './city.ts';
import * as displays from './displays.ts';
import * as duty from './duty.ts';
import * as feed from './feed.ts';
import * as grid from './grid.ts';
import * as imports from './channels/imports.ts';
import * as incidents from './incidents.ts';
import * as intake from './intake.ts';
import * as people from './people.ts';
import * as process from './process.ts';
import * as capFeeds from './channels/cap-feeds.ts';
import * as receivers from './channels/receivers.ts';
import type { NameOf, Route } from './route.ts';
import * as session from './session.ts';
import * as station from './station.ts';
import * as trends from './trends/trends.ts';
import * as units from './units.ts';
import * as webhooks from './channels/webhooks.ts';

/** Every route there is, by area: what a file here exports is in it, and needs a handler of its name (server/http/AREA). */
export const areas = {
  intake,
  calls,
  bulletins,
  channels,
  cases,
  cards,
  webhooks,
  receivers,
  capFeeds,
  imports,
  incidents,
  units,
  grid,
  duty,
  alarms,
  station,
  feed,
  trends,
  city,
  session,
  displays,
  people,
  audit,
  process,
} as const satisfies Record<string, Record<string, Route>>;

export type Areas = typeof areas;
type RoutesOf<Area> = Area[keyof Area];
/** Any one of the routes there are. */
export type AnyRoute = { [Name in keyof Areas]: RoutesOf<Areas[Name]> }[keyof Areas];
/** `GET /api/v1/incidents` */
export type RouteName = NameOf<AnyRoute>;
/** The route of a name. */
export type RouteNamed<Name extends RouteName> =
  Extract<AnyRoute, Name extends `${infer M} ${infer P}` ? { method: M; path: P } : never> extends infer R extends Route
    ? R
    : never;

export const routes: readonly Route[] = Object.values<Readonly<Record<string, Route>>>(areas).flatMap((area) =>
  Object.values(area),
);
