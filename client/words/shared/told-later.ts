import type { Stamp } from '#data/contract/stamp.ts';
import { toldLater as english } from './en/told-later.ts';
import type { Dictionary, Speech } from './speech.ts';
import { toldLater as chinese } from './zh/told-later.ts';

const words: Dictionary<typeof english> = { en: english, 'zh-CN': chinese };

/** When it was told, of what was done before; empty where it was told at once. */
export function toldLater({ at, done }: Pick<Stamp, 'at' | 'done'>, say: Speech, now: number): string {
  if (!done) return '';
  const said = say.of(words);
  if (done.claimed === undefined) return said.at(say.clock(at, now));
  const off = done.clockOff ?? 0;
  return (off < 0 ? said.behind : said.ahead)(say.clock(done.claimed, now), say.span(Math.abs(off)));
}
