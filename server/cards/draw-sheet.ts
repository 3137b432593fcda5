import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import PDFDocument from 'pdfkit';
import { layOut, PAGE, type Page } from './lay-out.ts';
import { createOutlines } from './outlines.ts';
import type { Sheet } from './sheet.ts';

/** A thread that draws one sheet and ends. */
const port = parentPort as MessagePort;
const { cards, phones, as } = workerData as Sheet;
const pages = await layOut(cards, phones, createOutlines());
port.postMessage(as === 'svg' ? svgOf(pages) : await pdfOf(pages));

function svgOf(pages: readonly Page[]): Buffer {
  const { width, height } = PAGE;
  const n = (value: number) => Number(value.toFixed(5));
  const shapes = pages.flatMap((page, at) =>
    page.map(
      ({ d, x, y, scale, fill }) =>
        `<path transform="translate(${n(x)} ${n(y + at * height)}) scale(${n(scale)})" fill="${fill}" d="${d}"/>`,
    ),
  );
  const tall = height * pages.length;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}pt" height="${tall}pt" viewBox="0 0 ${width} ${tall}">` +
      `<rect width="100%" height="100%" fill="#fff"/>${shapes.join('')}</svg>`,
  );
}

async function pdfOf(pages: readonly Page[]): Promise<Buffer> {
  // No letter of it needs a font. The moment of drawing is nobody's business: the same cards are the same bytes.
  const info = { Title: 'Watchfloor contact cards', CreationDate: new Date(0), ModDate: new Date(0) };
  const document = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    font: '',
    info,
  });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((end) => document.on('end', end));
  for (const page of pages) {
    document.addPage();
    for (const { d, x, y, scale, fill } of page)
      if (d !== '') document.save().translate(x, y).scale(scale).path(d).fill(fill).restore();
  }
  document.end();
  await ended;
  return Buffer.concat(parts);
}
