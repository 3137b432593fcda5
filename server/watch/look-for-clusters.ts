import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId, CellId } from '#data/contract/ids.ts';
import { alarmOf } from '#data/rules/alarm-identity.ts';
import { areasOfCell } from '#data/rules/cell-areas.ts';
import { clusterRule, clusters, type GroupCount } from '#data/rules/cluster.ts';
import type { Analysis } from '../analysis/analysis.ts';
import type { SlowLook } from './slow-looks.ts';

type Parts = {
  counts: Analysis['counts'];
  pack: Pick<CityPack, 'areas' | 'cells' | 'categories'>;
  gridIsExercise: boolean;
};

/** More of a group in a community than chance explains, from the counts that the trends are made of. */
export function lookForClusters({ counts, pack, gridIsExercise }: Parts): SlowLook {
  const { hours, days } = clusterRule;
  const communities = pack.areas.filter(({ level }) => level === 'community').length;
  const groups = pack.categories.groups.length;

  return (now) => {
    const pairs = new Map<string, GroupCount>();
    const { hour, firstHour, each } = counts(now);
    const known = Math.min(days, Math.floor((hour - hours + 1 - firstHour) / 24));
    const from = hour - hours + 1 - 24 * days;
    each(from, hour + 1, (at, category, cell, count) => {
      const ago = hour - at;
      if (ago % 24 >= hours) return;
      const area = areasOfCell(cell as CellId, pack).at(-1);
      if (area === undefined) return;
      const pair = pairOf(area, category);
      if (ago < hours) pair.observed += count;
      else pair.earlier += count;
    });
    return clusters([...pairs.values()], { communities, groups, days: known }).map(
      ({ area, group, observed, expected, p }) => ({
        alarm: alarmOf('cluster', { kind: 'area', id: area }, 2, pathOf(area), {
          part: group,
          figures: { group, observed, expected: round(expected), hours, p: Number(p.toPrecision(2)) },
        }),
        since: now,
        exercise: gridIsExercise,
      }),
    );

    function pairOf(area: AreaId, category: string): GroupCount {
      const group = category.slice(0, category.indexOf('/'));
      const key = `${area}|${group}`;
      let pair = pairs.get(key);
      if (!pair) pairs.set(key, (pair = { area, group, observed: 0, earlier: 0 }));
      return pair;
    }
  };

  function pathOf(area: AreaId): AreaId[] {
    const cell = pack.cells.find(({ community }) => community === area);
    return cell ? areasOfCell(cell.id, pack) : [area];
  }
}

/** Two digits that count: 0.0042 is not 0. */
const round = (mean: number) => Number(mean.toPrecision(2));
