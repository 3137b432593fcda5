import type { AreaId } from '#data/contract/ids.ts';
import type { View } from '#data/contract/view.ts';
import type { FieldError } from '#data/contract/problem.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { Areas } from '../city/areas.ts';

/**
 * The area that a list is about: the one asked for, else the one that the caller is limited to, else
 * undefined for the whole city. Areas beyond the caller's are as unknown to him as those that are not.
 */
export function areaAsked(
  asked: string | undefined,
  view: View,
  areas: Pick<Areas, 'area'>,
): Result<AreaId | undefined, FieldError[]> {
  if (asked === undefined) return accepted(view.area);
  for (let area = areas.area(asked as AreaId); area; area = area.parent && areas.area(area.parent))
    if (view.area === undefined || area.id === view.area) return accepted(asked as AreaId);
  return notYours;
}

/** The same of trends: the public is told of districts, and of the one that it stands in where it is limited to less. */
export function trendArea(
  asked: string | undefined,
  view: View,
  areas: Pick<Areas, 'area'>,
): Result<AreaId | undefined, FieldError[]> {
  if (view.name !== 'public-wall') return areaAsked(asked, view, areas);
  let own = view.area && areas.area(view.area);
  while (own?.parent) own = areas.area(own.parent);
  const told = areaAsked(asked, { name: view.name, ...(own && { area: own.id }) }, areas);
  const isSmall = told.ok && told.value !== undefined && areas.area(told.value)?.level !== 'district';
  return isSmall ? notYours : told;
}

const notYours = refused([{ pointer: '/area', detail: 'is no area of yours in this city' }]);
