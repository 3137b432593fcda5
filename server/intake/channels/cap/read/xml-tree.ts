import { SaxesParser } from 'saxes';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { hasDoctype } from './xml-text.ts';

/** An element with what is in it; attributes are kept by name where they have no namespace. */
export type Element = {
  name: string;
  /** Its namespace; empty where it has none. */
  space: string;
  attributes: ReadonlyMap<string, string>;
  children: Element[];
  /** Its own text, that of its children left out. */
  text: string;
};

/** An alert is five deep, a signature within it eleven. */
const MOST_DEEP = 24;
const MOST_ELEMENTS = 50_000;
const MOST_ATTRIBUTES = 32;

/** Why a document cannot be read: thrown out of the parser, caught where it was begun. */
class Unreadable extends Error {}

/** The root of a document that is well-formed and within bounds; else why not. No document type is taken. */
export function xmlTree(text: string): Result<Element, string> {
  if (hasDoctype(text)) return refused('has a document type declaration (DOCTYPE), which is not taken');
  const parser = new SaxesParser({ xmlns: true });
  const open: Element[] = [];
  let root: Element | undefined;
  let elements = 0;
  const stop = (why: string) => {
    throw new Unreadable(why);
  };
  parser.on('error', () => stop(`is not well-formed XML (line ${parser.line}, column ${parser.column})`));
  parser.on('doctype', () => stop('has a document type declaration (DOCTYPE), which is not taken'));
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length >= MOST_DEEP) stop(`is nested deeper than ${MOST_DEEP} levels`);
    if (++elements > MOST_ELEMENTS) stop(`has more than ${MOST_ELEMENTS} elements`);
    const written = Object.values(attributes);
    if (written.length > MOST_ATTRIBUTES) stop(`has an element of more than ${MOST_ATTRIBUTES} attributes`);
    const own = written.flatMap(({ name, value, uri: of }) => (of === '' ? [[name, value] as const] : []));
    const element: Element = { name: local, space: uri, attributes: new Map(own), children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const take = (part: string) => {
    const inside = open.at(-1);
    if (inside) inside.text += part;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof Unreadable) return refused(error.message);
    throw error;
  }
  return root ? accepted(root) : refused('has no element');
}
