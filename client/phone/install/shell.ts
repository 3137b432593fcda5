/** The shell of one build in the phone's cache. */
export const shellName = (build: string): string => `watchfloor-phone:${build}`;

type Asked = Pick<Request, 'method' | 'url' | 'mode'>;

/** Under which name the shell holds the answer to a request; null: it holds none, and the line decides. */
export function keptAnswer({ method, url, mode }: Asked, origin: string): string | null {
  const { origin: asked, pathname } = new URL(url);
  if (method !== 'GET' || asked !== origin) return null;
  // Whatever stands behind the question mark, it is the same page.
  if (pathname === '/phone') return mode === 'navigate' ? '/phone' : null;
  return pathname.startsWith('/assets/') || pathname.startsWith('/phone/') ? pathname : null;
}
