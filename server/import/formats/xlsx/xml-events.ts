import { SaxesParser } from 'saxes';
import type { Readable } from 'node:stream';

export type Handle = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
};

/** So much without an element beginning or ending is no spreadsheet's: a cell holds 32,767 characters. In bytes. */
const LONGEST_TEXT = 4 * 1024 * 1024;

/**
 * Reads XML as it comes and tells what is in it, names without their prefixes; a pause after each portion.
 * No part of a spreadsheet has a DOCTYPE: one is refused, and no entity but those of XML itself is known.
 * @throws {Error} in one line
 */
export async function* xmlEvents(bytes: Readable, handle: Handle): AsyncGenerator<void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let silent = 0;
  parser.on('doctype', () => {
    throw new Error('the spreadsheet holds a DOCTYPE, which no spreadsheet has');
  });
  parser.on('error', () => {
    throw new Error('the spreadsheet is damaged: a part of it is not XML');
  });
  parser.on('opentag', ({ name, attributes }) => {
    silent = 0;
    handle.open?.(bare(name), attributes as Record<string, string>);
  });
  parser.on('closetag', ({ name }) => {
    silent = 0;
    handle.close?.(bare(name));
  });
  if (handle.text) parser.on('text', (text) => handle.text!(text));
  if (handle.text) parser.on('cdata', (text) => handle.text!(text));
  for await (const portion of bytes as AsyncIterable<Buffer>) {
    silent += portion.length;
    parser.write(textOf(portion));
    if (silent > LONGEST_TEXT) throw new Error('a cell of the spreadsheet holds more than any may');
    yield;
  }
  parser.write(textOf());
  parser.close();
  yield;

  function textOf(portion?: Buffer): string {
    try {
      return portion ? decoder.decode(portion, { stream: true }) : decoder.decode();
    } catch {
      throw new Error('the spreadsheet is damaged: a part of it is not UTF-8');
    }
  }
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1);

/** All of a small part at once. */
export async function readXml(bytes: Readable | null, handle: Handle): Promise<void> {
  if (bytes) for await (const _ of xmlEvents(bytes, handle));
}
