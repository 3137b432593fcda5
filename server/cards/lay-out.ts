import { encode } from 'uqr';
import type { Names } from '#data/contract/city-pack.ts';
import { type createOutlines, EM } from './outlines.ts';

/** What stands on one card. */
export type PrintedCard = { names: Names; post: Names | null; address: string };
export type Phones = { hotline: string; emergency: readonly string[] };

/** Filled outlines in points; `d` is scaled by `scale` and then moved. */
export type Shape = { d: string; x: number; y: number; scale: number; fill: string };
export type Page = Shape[];

/** A4, points. */
export const PAGE = { width: 595.28, height: 841.89 };
const COLUMNS = 2;
const ROWS = 4;
const MARGIN = 28;
const CARD = { width: (PAGE.width - 2 * MARGIN) / COLUMNS, height: (PAGE.height - 2 * MARGIN) / ROWS };
const PAD = 13;
/** 38 mm: read from an arm's length. */
const QR = 108;
const INK = '#14181b';
const QUIET = '#4a545c';
const LINE = '#c2c8cd';

/** Cards as pages of a sheet, eight a page, with lines to cut along. */
export async function layOut(
  cards: readonly PrintedCard[],
  phones: Phones | null,
  outline: ReturnType<typeof createOutlines>,
): Promise<Page[]> {
  const pages: Page[] = [];
  for (const [i, card] of cards.entries()) {
    const at = i % (COLUMNS * ROWS);
    if (at === 0) pages.push([]);
    const left = MARGIN + (at % COLUMNS) * CARD.width;
    const top = MARGIN + Math.floor(at / COLUMNS) * CARD.height;
    pages.at(-1)!.push(...(await drawn(card, left, top)));
  }
  return pages;

  async function drawn({ names, post, address }: PrintedCard, left: number, top: number): Promise<Shape[]> {
    const x = left + PAD + QR + 14;
    const room = left + CARD.width - PAD - x;
    const line = async (text: string, y: number, size: number, weight: number, fill = INK, from = x, most = room) => {
      const { d, width } = await outline(text, weight);
      return { d, x: from, y: top + y, scale: Math.min(size / EM, most / width), fill };
    };
    const place = [names.zh, post?.zh].filter(Boolean).join(' ');
    const places = [names.en, post?.en].filter(Boolean).join(', ');
    return [
      frame(left, top),
      qr(address, left + PAD, top + PAD),
      await line('扫码反映问题', 27, 19, 700),
      await line('Scan to report a problem', 41, 9.5, 500, QUIET),
      ...(place === '' ? [] : [await line(place, 65, 12.5, 650)]),
      await line(places, 79, 9.5, 500, QUIET),
      ...(phones
        ? [
            await line('值班电话  Duty line', 103, 8.5, 500, QUIET),
            await line(phones.hotline, 123, 20, 700),
            await line(
              `紧急情况请拨  In an emergency call  ${phones.emergency.join('  ')}`,
              CARD.height - 33,
              8.5,
              600,
              INK,
              left + PAD,
              CARD.width - 2 * PAD,
            ),
          ]
        : []),
      await line(address, CARD.height - 16, 7, 450, QUIET, left + PAD, CARD.width - 2 * PAD),
    ];
  }
}

/** Hair lines around a card, as filled outlines like everything else. */
function frame(x: number, y: number): Shape {
  const { width: w, height: h } = CARD;
  const t = 0.4;
  const d = `M0 0L${w} 0L${w} ${h}L0 ${h}ZM${t} ${t}L${t} ${h - t}L${w - t} ${h - t}L${w - t} ${t}Z`;
  return { d, x, y, scale: 1, fill: LINE };
}

/** One rectangle for each run of dark modules. */
function qr(text: string, x: number, y: number): Shape {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  let d = '';
  for (const [row, modules] of data.entries())
    for (let from = 0; from < size; from++) {
      let to = from;
      while (to < size && modules[to]) to++;
      if (to > from) d += `M${from} ${row}L${to} ${row}L${to} ${row + 1}L${from} ${row + 1}Z`;
      from = to;
    }
  return { d, x, y, scale: QR / size, fill: '#000000' };
}
