import type { FieldError } from '#data/contract/problem.ts';
import type { Element } from './xml-tree.ts';

export const capSpaces = ['urn:oasis:names:tc:emergency:cap:1.2', 'urn:oasis:names:tc:emergency:cap:1.1'];
const signatures = 'http://www.w3.org/2000/09/xmldsig#';

/** An element: how often it may stand, and what is in it where that is not text. In the order of the schema. */
type Part = { name: string; least: number; most: number; parts?: readonly Part[] };

const one = (name: string): Part => ({ name, least: 1, most: 1 });
const maybe = (name: string): Part => ({ name, least: 0, most: 1 });
const some = (name: string, parts?: readonly Part[]): Part => ({
  name,
  least: 0,
  most: Infinity,
  ...(parts && { parts }),
});
const named = [one('valueName'), one('value')];

const area = [
  one('areaDesc'),
  some('polygon'),
  some('circle'),
  some('geocode', named),
  maybe('altitude'),
  maybe('ceiling'),
];
const resource = [
  one('resourceDesc'),
  one('mimeType'),
  maybe('size'),
  maybe('uri'),
  maybe('derefUri'),
  maybe('digest'),
];
const info = [
  maybe('language'),
  { name: 'category', least: 1, most: Infinity },
  one('event'),
  some('responseType'),
  ...['urgency', 'severity', 'certainty'].map(one),
  maybe('audience'),
  some('eventCode', named),
  ...['effective', 'onset', 'expires', 'senderName', 'headline', 'description', 'instruction', 'web', 'contact'].map(
    maybe,
  ),
  some('parameter', named),
  some('resource', resource),
  some('area', area),
];
/** CAP-v1.2.xsd, and of 1.1 what it shares with it. */
export const alertParts: readonly Part[] = [
  ...['identifier', 'sender', 'sent', 'status', 'msgType'].map(one),
  maybe('source'),
  one('scope'),
  ...['restriction', 'addresses'].map(maybe),
  some('code'),
  ...['note', 'references', 'incidents'].map(maybe),
  some('info', info),
];

const MOST_ERRORS = 20;

/** Where an element of a list stands in the document: `/info/0/area/1/polygon/0`. */
export const pointerIn = (at: string, name: string, index?: number): string =>
  index === undefined ? `${at}/${name}` : `${at}/${name}/${index}`;

/** What the schema finds wrong: elements that are missing, unknown, too many or out of their order. */
export function structureErrors(element: Element, parts: readonly Part[] = alertParts, at = ''): FieldError[] {
  const errors: FieldError[] = [];
  const { space } = element;
  let reached = 0;
  for (const child of element.children) {
    if (at === '' && child.space === signatures) continue;
    const index = child.space === space ? parts.findIndex(({ name }) => name === child.name) : -1;
    if (index < 0) errors.push({ pointer: at || '/', detail: 'holds an element that CAP 1.2 does not have' });
    else if (index < reached) errors.push({ pointer: pointerIn(at, child.name), detail: 'stands out of its order' });
    reached = Math.max(reached, index);
  }
  for (const { name, least, most, parts: inner } of parts) {
    const found = childrenNamed(element, name);
    if (found.length < least) errors.push({ pointer: pointerIn(at, name), detail: 'is missing' });
    if (found.length > most) errors.push({ pointer: pointerIn(at, name), detail: 'stands more than once' });
    for (const [i, child] of found.entries()) {
      const pointer = pointerIn(at, name, most === 1 ? undefined : i);
      if (inner) errors.push(...structureErrors(child, inner, pointer));
      else if (child.children.length > 0) errors.push({ pointer, detail: 'must hold text alone' });
    }
  }
  return errors.slice(0, MOST_ERRORS);
}

export const childrenNamed = ({ children, space }: Element, name: string): Element[] =>
  children.filter((child) => child.name === name && child.space === space);
