import type { AreaId } from '#data/contract/ids.ts';

/** Who runs the city runs every area; who runs an area runs that one. `of` is absent = the city's. */
export function isFor(area: AreaId | undefined, { area: of }: { area?: AreaId | undefined }): boolean {
  return area === undefined || area === of;
}
