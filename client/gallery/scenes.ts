import type { WallModel } from '#client/wall/wall-model.ts';
import { aCall, aFlood, madePublicWall, madeWall } from './made-wall.ts';

/** Whole walls, each to be seen alone: `?gallery&scene=day`. */
export const scenes: Record<string, () => WallModel> = {
  day: () => madeWall(),
  call: () => madeWall({ amounts: aCall }),
  empty: () => madeWall({ amounts: {} }),
  flood: () => madeWall({ amounts: aFlood }),
  public: () => madePublicWall(),
  boot: () => madeWall({ link: 'boot' }),
  starting: () => {
    const model = madeWall();
    return { ...model, link: { ...model.link, isStarting: true } };
  },
  catchup: () => madeWall({ link: 'catchup', ageMs: 4000 }),
  stale: () => madeWall({ link: 'stale', ageMs: 10_000 }),
  down: () => madeWall({ link: 'down', ageMs: 600_000 }),
};
