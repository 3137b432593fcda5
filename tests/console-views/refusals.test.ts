import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whys } from '#data/rules/decision.ts';
import { faultSaid, refusalSaid } from '#client/console/refusal-said.ts';
import { consoleWords } from '#client/words/console/console-words.ts';
import { refusalWords } from '#client/words/shared/refusal-words.ts';

const root = resolve(import.meta.dirname, '../..');
/** Every code that stands in the server's own text, beside those of the rules. */
const written = globSync('server/{access,desk,http,watch}/**/*.ts', { cwd: root }).flatMap((file) =>
  [...readFileSync(resolve(root, file), 'utf8').matchAll(/\bwhy: '([a-z-]+)'/g)].map(([, code]) => code!),
);
const codes = [...new Set([...Object.keys(whys), ...written])].sort();

describe('why something was refused', () => {
  test('the codes of the server were found', () => {
    expect(codes).toEqual(expect.arrayContaining(['same-actor', 'last-admin', 'locked', 'stale', 'same-signer']));
  });

  test.each(codes)('%s is said in both languages, to both kinds of views', (why) => {
    const refusal = { status: 409, title: 'Conflict', detail: 'as the server says it', why };
    for (const lang of ['en', 'zh-CN'] as const) {
      const said = refusalWords[lang][why as keyof (typeof refusalWords)['en']];
      expect(said).toMatch(lang === 'en' ? /^[A-Z].*\.$/ : /^[一-鿿]+.*。$/);
      expect(refusalSaid(refusal, consoleWords[lang])).toBe(said);
      expect(refusalSaid(refusal, consoleWords[lang])).toBe(said);
    }
  });

  test('of a body that is not as it must be, the field is named', () => {
    const errors = [{ pointer: '/until', detail: 'too small' }];
    const refusal = { status: 422, title: 'Unprocessable', why: 'invalid', errors };
    expect(refusalSaid(refusal, consoleWords.en)).toContain('/until: too small');
    expect(faultSaid(refusal, 'too small', consoleWords['zh-CN'])).toBe('填写不符合要求（too small）');
  });

  test('a rule about a field is said in the language of the reader', () => {
    const refusal = { status: 422, title: 'Unprocessable', why: 'until-past' };
    expect(faultSaid(refusal, 'the end must lie ahead', consoleWords['zh-CN'])).toBe('结束时间须晚于现在。');
  });

  test('a code of a newer server is said as the server says it', () => {
    const refusal = { status: 409, title: 'Conflict', detail: 'not while it snows', why: 'snow' };
    expect(refusalSaid(refusal, consoleWords.en)).toBe('not while it snows');
    expect(refusalSaid(refusal, consoleWords.en)).toContain('not while it snows');
  });
});
