import type { Board } from '#data/contract/board.ts';
import type { ChannelStandings } from '#data/contract/channel.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { OpenCounts } from '#data/contract/open-counts.ts';
import type { HeatMatrix, MonthSeries, WeekSeries } from '#data/contract/trend.ts';
import type { GridStanding } from '#data/rules/grid-status.ts';
import type { LinkState } from '#client/feed/follow.ts';

/** How the wall stands to the server. */
type WallLink = {
  state: LinkState;
  /** Live, but the server is not ready: what it shows is not yet whole. */
  isStarting?: boolean;
  /** The place in the log that the board shows; null before the first. */
  epoch: string | null;
  seq: number | null;
  /** Since the server last confirmed what is shown; null when it never did. */
  ageMs: number | null;
  /** Why it is not live, in the link's own word. */
  reason?: string;
};

/** What of a city pack the wall's own panels need; the map has its own wishes. */
type WallPack = Pick<CityPack, 'city' | 'areas' | 'cells' | 'categories' | 'services'>;

/** Each is null until its first answer. */
export type WallTrends = { week: WeekSeries | null; months: MonthSeries | null; heat: HeatMatrix | null };

/** Everything a wall shows, and nothing about where it comes from. Times in ms since 1970, the server's. */
export type WallModel = {
  pack: WallPack;
  board: Board;
  /** How the grid stands, the same for the map and for every panel. */
  grid: GridStanding;
  link: WallLink;
  /** Up to when the board is known to be true; null before the first snapshot. */
  asOf: number | null;
  now: number;
  trends: WallTrends;
  /** How the ways in stand; null before the first answer, and for the public. */
  channels: ChannelStandings | null;
  sound: 'armed' | 'blocked' | 'muted';
  /** False for the public, who gets counts and no cases, units or alarms: nothing then says "none". */
  operations: boolean;
  /** What the public gets; null before the first and where the board itself is shown. */
  counts: OpenCounts | null;
};
