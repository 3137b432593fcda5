import { accepted, refused, type Result } from '#data/kit/result.ts';
import { xmlText as writtenText } from '#data/kit/xml-text.ts';
import { capSpaces } from './cap-schema.ts';
import { xmlText } from './xml-text.ts';
import { type Element, xmlTree } from './xml-tree.ts';

const atom = 'http://www.w3.org/2005/Atom';
const MOST_ENTRIES = 1000;

/** An alert that a list links to; `mark` changes when the entry does. */
export type Linked = { href: string; mark: string };
/** What an address serves: a list of alerts, linked to or carried whole, or one alert itself. */
export type Served = { is: 'list'; links: Linked[]; alerts: string[] } | { is: 'alert' };

/** What an Atom or RSS list links to, addresses as they are written; else why it cannot be read. */
export function readList(bytes: Uint8Array, charset?: string): Result<Served, string> {
  const text = xmlText(bytes, charset);
  if (!text.ok) return text;
  const tree = xmlTree(text.value);
  if (!tree.ok) return tree;
  const root = tree.value;
  if (root.name === 'alert') return accepted({ is: 'alert' });
  if (root.name === 'feed' && root.space === atom) return accepted(listed(named(root, 'entry'), entryOf));
  if (root.name === 'rss') {
    const items = named(root, 'channel').flatMap((channel) => named(channel, 'item'));
    return accepted(listed(items, itemOf));
  }
  return refused('is neither an Atom nor an RSS list, nor an alert');
}

/** An entry that carries its alert is not asked for by its link. */
function listed(entries: readonly Element[], linkIn: (entry: Element) => Linked | null): Served {
  const links: Linked[] = [];
  const alerts: string[] = [];
  for (const entry of entries.slice(0, MOST_ENTRIES)) {
    const carried = alertIn(entry);
    const link = carried ? null : linkIn(entry);
    if (carried) alerts.push(written(carried, ''));
    else if (link) links.push(link);
  }
  return { is: 'list', links, alerts };
}

function alertIn({ children }: Element): Element | undefined {
  const isAlert = ({ name, space }: Element) => name === 'alert' && capSpaces.includes(space);
  return children.find(isAlert) ?? children.flatMap((child) => child.children).find(isAlert);
}

/** An alert by itself, as it stood in the list; a signature over it is left out, since nobody checks one. */
function written({ name, space, children, text }: Element, outer: string): string {
  const declared = space === outer ? '' : ` xmlns="${space}"`;
  const inside = children.filter((child) => child.space === space).map((child) => written(child, space));
  return `<${name}${declared}>${writtenText(text)}${inside.join('')}</${name}>`;
}

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
