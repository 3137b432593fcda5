import * as z from 'zod';
import { AreaId } from './ids.ts';

/** Who looks, from the least to the most that may be seen. */
export const viewNames = ['public-wall', 'ops-wall', 'officer', 'supervisor', 'admin'] as const;
export const ViewName = z.enum(viewNames);
export type ViewName = z.infer<typeof ViewName>;

/** A view, optionally limited to one area of the city pack. */
export const View = z.object({ name: ViewName, area: AreaId.optional() });
export type View = z.infer<typeof View>;

/** `ops-wall`, or `ops-wall@630102` when limited to an area. */
export function viewKey(view: View): string {
  return view.area === undefined ? view.name : `${view.name}@${view.area}`;
}
