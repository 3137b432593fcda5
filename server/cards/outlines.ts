import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { create, type Font, type Glyph } from 'fontkit';
import decompress from 'woff2-encoder/decompress';

/** A font lies in its package cut up by characters: one file, and those that it holds. */
type Cut = { file: string; ranges: [from: number, to: number][] };
/** `d` of an SVG path, its baseline at y = 0, y downwards; it and `width` in thousandths of the text's size. */
export type Outline = { d: string; width: number };

type Drawn = { path: Glyph['path']; width: number };

/** Units of an outline in the size of its text. */
export const EM = 1000;
const DECIMALS = /\.\d+/g;

const find = createRequire(import.meta.url);

/** Lines of text as outlines, drawn with the product's own fonts: whoever prints them needs none. */
export function createOutlines(): (text: string, weight: number) => Promise<Outline> {
  const cuts = [...cutsOf('@fontsource-variable/inter', ['latin']), ...cutsOf('@fontsource-variable/noto-sans-sc')];
  const opened = new Map<string, Promise<Font>>();
  const letters = new Map<string, Drawn>();

  async function open(file: string, weight: number): Promise<Font> {
    // Of a compressed file the library cannot make another weight.
    const font = create(Buffer.from(await decompress(readFileSync(file))));
    if (!('getVariation' in font)) throw new Error(`${file} holds several fonts`);
    return font.getVariation({ wght: weight });
  }

  function fontOf(code: number, weight: number): Promise<Font> {
    const { file } = cuts.find(({ ranges }) => ranges.some(([from, to]) => from <= code && code <= to)) ?? cuts[0]!;
    const key = `${file} ${weight}`;
    const font = opened.get(key) ?? open(file, weight);
    opened.set(key, font);
    return font;
  }

  async function drawn(char: string, weight: number): Promise<Drawn> {
    const font = await fontOf(char.codePointAt(0)!, weight);
    const { path, advanceWidth } = font.glyphForCodePoint(char.codePointAt(0)!);
    const scale = EM / font.unitsPerEm;
    return { path: path.scale(scale, -scale), width: advanceWidth * scale };
  }

  return async (text, weight) => {
    let width = 0;
    let d = '';
    for (const char of text) {
      const key = `${char} ${weight}`;
      const glyph = letters.get(key) ?? (await drawn(char, weight));
      letters.set(key, glyph);
      d += glyph.path.translate(width, 0).toSVG().replace(DECIMALS, '');
      width += glyph.width;
    }
    return { d, width };
  };
}

function cutsOf(name: string, only?: readonly string[]): Cut[] {
  const folder = join(find.resolve(`${name}/package.json`), '..');
  const held = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  return Object.entries(held).flatMap(([subset, codes]) => {
    const plain = subset.replace(/[[\]]/g, '');
    if (only && !only.includes(plain)) return [];
    const file = join(folder, 'files', `${name.split('/')[1]}-${plain}-wght-normal.woff2`);
    return { file, ranges: codes.split(',').map(rangeOf) };
  });
}

function rangeOf(written: string): [number, number] {
  const [from = '', to = from] = written.replace(/^U\+/i, '').split('-');
  return [parseInt(from, 16), parseInt(to, 16)];
}
