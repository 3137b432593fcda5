import type { Package } from './package.ts';
import { readXml } from './xml-events.ts';

/** What a cell's number shows: a day, a time of day, both, or no time at all. */
export type Shows = 'day' | 'clock' | 'both' | null;

/** ECMA-376 part 1, 18.8.30: what is built in, the East Asian ones too. */
const builtIn = new Map<number, Shows>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id): [number, Shows] => [id, 'day']),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 55, 56].map((id): [number, Shows] => [id, 'clock']),
  [22, 'both'],
]);

/** What each style of cell shows, by its number. */
export async function readStyles(parts: Package): Promise<Shows[]> {
  const own = new Map<number, Shows>();
  const styles: Shows[] = [];
  let inCells = false;
  await readXml(await parts.read('xl/styles.xml'), {
    open(name, attributes) {
      const format = Number(attributes['numFmtId'] ?? 0);
      if (name === 'numFmt') own.set(format, showsOf(attributes['formatCode'] ?? ''));
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) styles.push(own.get(format) ?? builtIn.get(format) ?? null);
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** Of a format code such as `yyyy"年"m"月"d"日"`; hours that run on past a day (`[h]`) are a length and no time. */
function showsOf(code: string): Shows {
  const [first = ''] = code.split(';');
  if (/\[(h+|m+|s+)\]/i.test(first)) return null;
  const letters = first.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general/gi, '').toLowerCase();
  const day = /[yd]/.test(letters) || (letters.includes('m') && !/[hs]/.test(letters));
  const clock = /[hs]/.test(letters);
  return day ? (clock ? 'both' : 'day') : clock ? 'clock' : null;
}
