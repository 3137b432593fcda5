import type { Lang } from '#client/words/shared/speech.ts';
import { commonDisplay, type Display } from './text-size.ts';

export type Theme = 'dark' | 'light';

/** What the address of a wall says about it: `?lang=zh-CN&theme=light&diagonal=55&distance=6`. */
export type WallOptions = { lang: Lang; theme: Theme; display: Display };

/** Anything unknown or out of reason is as if it had not been said. */
export function wallOptions(query: URLSearchParams): WallOptions {
  const within = (name: string, least: number, most: number) => {
    const said = Number(query.get(name) ?? NaN);
    return said >= least && said <= most ? said : null;
  };
  return {
    lang: query.get('lang') === 'zh-CN' ? 'zh-CN' : 'en',
    theme: query.get('theme') === 'light' ? 'light' : 'dark',
    display: {
      diagonal: within('diagonal', 5, 2000),
      distance: within('distance', 0.3, 50) ?? commonDisplay.distance,
    },
  };
}
