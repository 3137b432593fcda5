import type { Bounds } from '#data/contract/place.ts';
import { type FieldError, invalid, problem, type Problem } from '#data/contract/problem.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { cleanText, cut, isKey } from '#data/kit/text.ts';
import {
  type CapAlert,
  type CapArea,
  type CapInfo,
  type CapList,
  capLists,
  type CapMessage,
  type Of,
} from './cap-alert.ts';
import { capCircle, capPolygon } from './cap-place.ts';
import { capSpaces, childrenNamed, pointerIn, structureErrors } from './cap-schema.ts';
import { capTime } from './cap-time.ts';
import { xmlText } from './xml-text.ts';
import { type Element, xmlTree } from './xml-tree.ts';

/** An alert, and pointers to the texts of which only the beginning is kept. */
export type ReadAlert = { alert: CapAlert; cut: string[] };

/** What one reading needs beside the bytes. `charset`: of the `Content-Type`. */
export type ToReadAlert = { bytes: Uint8Array; charset?: string | undefined; reach: Bounds };

const MOST_ERRORS = 20;
const MOST_INFOS = 64;
const MOST_AREAS = 500;
const MOST_REFERENCES = 200;
/** What is kept of a text, in characters; an alert is a message, not a document. */
const longest = { event: 200, senderName: 200, headline: 300, audience: 300, contact: 300, areaDesc: 500 } as const;
const LONGEST_TEXT = 4000;

/**
 * A CAP 1.2 (or 1.1) alert by the rules of the standard. What cannot be read is 400, what breaks a rule 422
 * with a pointer per fault; nothing of what was sent is echoed.
 */
export function readAlert({ bytes, charset, reach }: ToReadAlert): Result<ReadAlert, Problem> {
  const text = xmlText(bytes, charset);
  if (!text.ok) return unreadable(text.refusal);
  const tree = xmlTree(text.value);
  if (!tree.ok) return unreadable(tree.refusal);
  const root = tree.value;
  if (root.name !== 'alert' || !capSpaces.includes(root.space))
    return refused(invalid([{ pointer: '/', detail: `must be an alert of the namespace ${capSpaces[0]}` }]));
  const structure = structureErrors(root);
  if (structure.length > 0) return refused(invalid(structure));
  const taking = createTaking(reach);
  const alert = taking.alert(root);
  if (taking.errors.length > 0) return refused(invalid(taking.errors.slice(0, MOST_ERRORS)));
  return accepted({ alert, cut: taking.cut });
}

const unreadable = (why: string) => refused(problem(400, `the document ${why}`));

/** Takes an alert whose elements are where they belong; what is wrong with their texts is gathered. */
function createTaking(reach: Bounds) {
  const errors: FieldError[] = [];
  const cutAt: string[] = [];
  const wrong = (pointer: string, detail: string) => void errors.push({ pointer, detail });

  const textOf = (element: Element, name: string) => childrenNamed(element, name)[0]?.text.trim();

  function key(element: Element, name: string): string {
    const said = (textOf(element, name) ?? '').normalize('NFC');
    if (said === '') wrong(`/${name}`, 'is empty');
    else if (said.length > 200) wrong(`/${name}`, 'is longer than 200 characters');
    else if (/[\s,<&]/.test(said) || !isKey(said)) wrong(`/${name}`, 'holds a blank, a comma, < or &');
    return said;
  }

  function free(element: Element, at: string, name: string, most: number): string | undefined {
    const said = cleanText(textOf(element, name) ?? '');
    if (said.length <= most) return said === '' ? undefined : said;
    cutAt.push(pointerIn(at, name));
    return `${cut(said, most - 1)}…`;
  }

  function listed<List extends CapList>(text: string | undefined, list: List, pointer: string): Of<List> {
    const found = capLists[list].find((value) => value === text);
    if (found === undefined) wrong(pointer, `must be one of ${capLists[list].join(', ')}`);
    return found ?? capLists[list][0];
  }

  function several<List extends CapList>(element: Element, list: List, at: string): Of<List>[] {
    return childrenNamed(element, list).map(({ text }, i) => listed(text.trim(), list, pointerIn(at, list, i)));
  }

  function time(element: Element, at: string, name: string): number | undefined {
    const text = textOf(element, name);
    if (text === undefined) return undefined;
    const read = capTime(text);
    if (!read.ok) wrong(pointerIn(at, name), read.refusal);
    return read.ok ? read.value : 0;
  }

  function references(element: Element): CapMessage[] {
    const words = (textOf(element, 'references') ?? '').split(/\s+/).filter((word) => word !== '');
    if (words.length > MOST_REFERENCES) wrong('/references', `names more than ${MOST_REFERENCES} messages`);
    return words.slice(0, MOST_REFERENCES).flatMap((word) => {
      const [sender = '', identifier = '', at = '', ...more] = word.split(',');
      const sent = capTime(at);
      if (sender !== '' && identifier !== '' && more.length === 0 && sent.ok)
        return [{ sender: sender.normalize('NFC'), identifier: identifier.normalize('NFC'), sent: sent.value }];
      wrong('/references', 'must be sender,identifier,sent for each message, with blanks between them');
      return [];
    });
  }

  function web(element: Element, at: string): string | undefined {
    const said = textOf(element, 'web');
    if (said === undefined || said === '') return undefined;
    const isWeb = URL.canParse(said) && /^https?:$/.test(new URL(said).protocol) && said.length <= 500;
    if (!isWeb) wrong(pointerIn(at, 'web'), 'is not a full http(s) address of at most 500 characters');
    return said;
  }

  function area(element: Element, at: string): CapArea {
    const shapes = <Shape>(name: string, read: (text: string, reach: Bounds) => Result<Shape, string>) =>
      childrenNamed(element, name).flatMap(({ text }, i) => {
        const shape = read(text, reach);
        if (!shape.ok) wrong(pointerIn(at, name, i), shape.refusal);
        return shape.ok ? [shape.value] : [];
      });
    const geocodes = childrenNamed(element, 'geocode').map((code) => ({
      name: (textOf(code, 'valueName') ?? '').slice(0, 200),
      value: (textOf(code, 'value') ?? '').slice(0, 200),
    }));
    for (const name of ['altitude', 'ceiling']) {
      const said = textOf(element, name);
      if (said !== undefined && !/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(said)) wrong(pointerIn(at, name), 'is not a number');
    }
    if (textOf(element, 'ceiling') !== undefined && textOf(element, 'altitude') === undefined)
      wrong(pointerIn(at, 'ceiling'), 'needs an altitude');
    return {
      description: free(element, at, 'areaDesc', longest.areaDesc) ?? '',
      polygons: shapes('polygon', capPolygon),
      circles: shapes('circle', capCircle),
      geocodes,
    };
  }

  function info(element: Element, at: string): CapInfo {
    const language = textOf(element, 'language') || 'en-US';
    if (!/^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(language) || language.length > 35)
      wrong(pointerIn(at, 'language'), 'is not the name of a language: zh-CN, en-US');
    const event = free(element, at, 'event', longest.event);
    if (event === undefined) wrong(pointerIn(at, 'event'), 'is empty');
    const places = childrenNamed(element, 'area');
    if (places.length > MOST_AREAS) wrong(pointerIn(at, 'area'), `stands more than ${MOST_AREAS} times`);
    return defined({
      language,
      categories: several(element, 'category', at),
      event: event ?? '',
      responses: several(element, 'responseType', at),
      urgency: listed(textOf(element, 'urgency'), 'urgency', pointerIn(at, 'urgency')),
      severity: listed(textOf(element, 'severity'), 'severity', pointerIn(at, 'severity')),
      certainty: listed(textOf(element, 'certainty'), 'certainty', pointerIn(at, 'certainty')),
      audience: free(element, at, 'audience', longest.audience),
      effective: time(element, at, 'effective'),
      onset: time(element, at, 'onset'),
      expires: time(element, at, 'expires'),
      senderName: free(element, at, 'senderName', longest.senderName),
      headline: free(element, at, 'headline', longest.headline),
      description: free(element, at, 'description', LONGEST_TEXT),
      instruction: free(element, at, 'instruction', LONGEST_TEXT),
      web: web(element, at),
      contact: free(element, at, 'contact', longest.contact),
      areas: places.slice(0, MOST_AREAS).map((place, i) => area(place, pointerIn(at, 'area', i))),
    });
  }

  function alert(root: Element): CapAlert {
    const msgType = listed(textOf(root, 'msgType'), 'msgType', '/msgType');
    const scope = listed(textOf(root, 'scope'), 'scope', '/scope');
    const named = references(root);
    if (scope === 'Restricted' && !textOf(root, 'restriction')) wrong('/restriction', 'must be said for this scope');
    if (scope === 'Private' && !textOf(root, 'addresses')) wrong('/addresses', 'must be said for this scope');
    if (msgType !== 'Alert' && named.length === 0 && errors.every(({ pointer }) => pointer !== '/references'))
      wrong('/references', 'must name the messages that this one is about');
    const infos = childrenNamed(root, 'info');
    if (infos.length > MOST_INFOS) wrong('/info', `stands more than ${MOST_INFOS} times`);
    if ((msgType === 'Alert' || msgType === 'Update') && infos.length === 0) wrong('/info', 'is missing');
    return defined({
      identifier: key(root, 'identifier'),
      sender: key(root, 'sender'),
      sent: time(root, '', 'sent') ?? 0,
      status: listed(textOf(root, 'status'), 'status', '/status'),
      msgType,
      scope,
      note: free(root, '', 'note', 500),
      references: named,
      infos: infos.slice(0, MOST_INFOS).map((each, i) => info(each, pointerIn('', 'info', i))),
    });
  }

  return { alert, errors, cut: cutAt };
}

type Optional<T> = { [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined> };
type Given<T> = { [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] };

/** Without what is undefined. */
function defined<T extends object>(value: T): Given<T> & Optional<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Given<T> & Optional<T>;
}
