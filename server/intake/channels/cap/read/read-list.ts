import { accepted, refused, type Result } from '#data/kit/result.ts';
import { xmlText } from './xml-text.ts';
import { type Element, xmlTree } from './xml-tree.ts';

const atom = 'http://www.w3.org/2005/Atom';
const MOST_ENTRIES = 1000;

/** An alert that a list links to; `mark` changes when the entry does. */
export type Linked = { href: string; mark: string };
/** What an address serves: a list of alerts, or one alert itself. */
export type Served = { is: 'list'; links: Linked[] } | { is: 'alert' };

/** What an Atom or RSS list links to, addresses as they are written; else why it cannot be read. */
export function readList(bytes: Uint8Array, charset?: string): Result<Served, string> {
  const text = xmlText(bytes, charset);
  if (!text.ok) return text;
  const tree = xmlTree(text.value);
  if (!tree.ok) return tree;
  const root = tree.value;
  if (root.name === 'alert') return accepted({ is: 'alert' });
  if (root.name === 'feed' && root.space === atom) return accepted(listed(named(root, 'entry').map(entryOf)));
  if (root.name === 'rss')
    return accepted(listed(named(root, 'channel').flatMap((channel) => named(channel, 'item').map(itemOf))));
  return refused('is neither an Atom nor an RSS list, nor an alert');
}

const listed = (links: (Linked | null)[]): Served => ({
  is: 'list',
  links: links.filter((link) => link !== null).slice(0, MOST_ENTRIES),
});

function entryOf(entry: Element): Linked | null {
  const links = named(entry, 'link');
  const isAlternate = ({ attributes }: Element) => (attributes.get('rel') ?? 'alternate') === 'alternate';
  const best =
    links.find(({ attributes }) => attributes.get('type') === 'application/cap+xml') ?? links.find(isAlternate);
  const href = best?.attributes.get('href');
  return href ? { href: href.trim(), mark: textOf(entry, 'updated') } : null;
}

function itemOf(item: Element): Linked | null {
  const href = textOf(item, 'link');
  return href === '' ? null : { href, mark: `${textOf(item, 'guid')} ${textOf(item, 'pubDate')}` };
}

const named = ({ children, space }: Element, name: string) =>
  children.filter((child) => child.name === name && child.space === space);
const textOf = (element: Element, name: string) => named(element, name)[0]?.text.trim() ?? '';
