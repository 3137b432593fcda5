import { View, viewKey } from '#data/contract/view.ts';

/** The view that a key such as `ops-wall@630102` names; null when it names none. */
export function viewOf(key: string): View | null {
  const [name, area, ...rest] = key.split('@');
  const view = View.safeParse({ name, ...(area !== undefined && { area }) });
  return view.success && rest.length === 0 && viewKey(view.data) === key ? view.data : null;
}
