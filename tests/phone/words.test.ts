import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { refusalSaid } from '#client/phone/refusal-said.ts';
import { phone as phoneChinese } from '#client/words/phone/zh/phone.ts';
import { phone as phoneEnglish } from '#client/words/phone/en/phone.ts';

/** Every phrase of a dictionary with the path to it; functions are asked with sample words. */
function* phrases(words: object, path = ''): Generator<[string, string]> {
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') yield [path + key, value];
    else if (typeof value === 'function') yield [path + key, String(value('7', '8', '9'))];
    else yield* phrases(value as object, `${path}${key}.`);
  }
}

test('the phone’s dictionaries say the same things', () => {
  expect([...phrases(phoneChinese)].map(([path]) => path)).toEqual([...phrases(phoneEnglish)].map(([path]) => path));
});

test('nothing English is left in the Chinese one, and nothing Chinese in the English one', () => {
  expect([...phrases(phoneChinese)].filter(([, said]) => /[a-z]{3}/i.test(said))).toEqual([]);
  expect([...phrases(phoneEnglish)].filter(([, said]) => /\p{Script=Han}/u.test(said))).toEqual([]);
});

test('every phrase is said somewhere', () => {
  const folder = resolve(import.meta.dirname, '../../client/phone');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(svelte|ts)$/.test(name),
  );
  const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  // What is looked up by the name of a state, a deed, a fact or a reason is said by its group.
  const byGroup = /^(did|facts|steps|danger\.states|duty|queue\.why|incident\.(limit|taskStates|assignment)|line)\./;
  const unsaid = [...phrases(phoneEnglish)]
    .map(([path]) => path)
    .filter((path) => !byGroup.test(path) && !new RegExp(`\\b${path.split('.').at(-1)}\\b`).test(text));
  expect(unsaid).toEqual([]);
});

test('a refusal is said in the person’s words, whatever the server called it', () => {
  const said = (status: number, why?: string) =>
    refusalSaid({ status, ...(why !== undefined && { why }) }, phoneEnglish);
  expect(said(409, 'stale')).toBe(phoneEnglish.queue.why.stale);
  expect(said(404)).toBe(phoneEnglish.queue.why.gone);
  expect(said(422, 'something new')).toBe(phoneEnglish.queue.why.invalid);
  expect(said(409)).toBe(phoneEnglish.queue.why.state);
  expect(said(418)).toBe(phoneEnglish.queue.why.other);
});
