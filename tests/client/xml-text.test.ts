import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { xmlText } from '#data/kit/xml-text.ts';

const read = (xml: string) => new DOMParser().parseFromString(xml, 'application/xml').documentElement;
/** What XML 1.0 can hold of a text. */
const held = (text: string) =>
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');

test('any text is read back from an element and from an attribute as it was, as far as XML can hold it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(read(`<a>${xmlText(text)}</a>`).textContent).toBe(held(text));
    }),
  );
  for (const text of ['"<&>\r\n]]>', '\u0000\ud800\ufffe', '</a><b c="d">'])
    expect(read(`<a b="${xmlText(text).replaceAll('\n', '&#10;')}"/>`).getAttribute('b')).toBe(held(text));
});
