/**
 * Incidents by hour of `reportedAt` x category x grid cell x origin (`originOf`). An hour is floor(t / 3600000) on the
 * UTC scale, shifted by `hourShift` where the city's offset is not whole hours, so that city hours
 * are never split. A cell of '' is "off the map or without a place".
 */
export type Rollups = {
  /** Sums over the hours from `fromHour` up to `toHour`, that one not, grouped by the named columns; rows in their order. */
  sum(query: {
    fromHour: number;
    toHour: number;
    category?: string;
    cells?: readonly string[];
    by: readonly RollupColumn[];
  }): Promise<RollupRow[]>;
};
export type RollupColumn = 'hour' | 'category' | 'cell' | 'origin';
export type RollupRow = { hour?: number; category?: string; cell?: string; origin?: string; count: number };
