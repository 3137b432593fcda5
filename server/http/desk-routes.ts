import type { Router } from 'express';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Access } from '../access/access.ts';
import type { Desk } from '../desk/desk.ts';
import type { Intake } from '../intake/intake.ts';
import type { Store } from '../store/store.ts';
import { commandRoutes } from './command-routes.ts';

export type DeskRouteParts = {
  access: Access;
  desk: Desk;
  intake: Intake;
  store: Store;
  board: () => Board;
  pack: CityPack;
  /** The city's time. */
  clock: Clock;
  /** What the process still does before it takes anything in; null: nothing. */
  waitingFor: () => string | null;
};

/** What people at the desk and on the street ask and decide. */
export function deskRoutes(parts: DeskRouteParts): Router[] {
  const { access, desk, board, pack, clock, waitingFor } = parts;
  const { gate } = access;
  const context = () => ({ board: board(), now: clock.now(), pack });
  return [commandRoutes({ gate, desk, context, waitingFor })];
}
