import type { Package } from './package.ts';
import { readXml } from './xml-events.ts';

/** Texts that cells share are the one part that has to be in memory. In UTF-16 units. */
const MOST_TEXT = 96 * 1024 * 1024;

/** @throws {Error} in one line when they are more than can be kept. */
export async function readSharedTexts(parts: Package): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let length = 0;
  let inText = false;
  let said = 0;
  await readXml(await parts.read('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') said++;
      inText = name === 't' && said === 0;
    },
    text(part) {
      if (inText) text += part;
    },
    close(name) {
      // How a word of Chinese or Japanese is spoken stands beside it and is not part of it.
      if (name === 'rPh') said--;
      if (name === 't') inText = false;
      if (name !== 'si') return;
      // Each costs something beyond its characters.
      if ((length += text.length + 32) > MOST_TEXT)
        throw new Error('the spreadsheet holds more text than can be read: save it as CSV');
      texts.push(text);
    },
  });
  return texts;
}
