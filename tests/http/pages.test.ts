import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';

const root = resolve(import.meta.dirname, '../..');

/** The opening tags of every HTML document that a folder holds or writes, each with where it stands. */
function documentsIn(folder: string): { file: string; tag: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(html|ts|svelte)$/.test(name))
    .flatMap((name) => {
      const text = readFileSync(join(root, folder, name), 'utf8');
      return [...text.matchAll(/<html\b[^>]*>/g)].map(([tag]) => ({ file: join(folder, name), tag }));
    });
}

describe('a page', () => {
  let app: RunningApp;
  beforeAll(async () => void (app = await startApp()));
  afterAll(() => app.stop());

  // A browser's translation replaces the text nodes that Svelte writes to: counts and clocks would stand still.
  test('is never translated by the browser, whoever writes it', () => {
    const documents = [...documentsIn('client'), ...documentsIn('server')];
    expect(documents.length).toBeGreaterThanOrEqual(5);
    expect(documents.filter(({ tag }) => !tag.includes('translate="no"'))).toEqual([]);
  });

  test('of the communities is there with an id and without', async () => {
    const [known, ...same] = await Promise.all(
      ['/console', '/community', '/community/', '/community/c1'].map(async (path) => {
        const { status } = await fetch(`${app.url}${path}`);
        return status;
      }),
    );
    expect(known).not.toBe(404);
    expect(same).toEqual([known, known, known]);
  });

  test('of the API says so as it is served', async () => {
    const answer = await fetch(`${app.url}/docs`);
    expect(await answer.text()).toMatch(/<html[^>]* translate="no"/);
  });
});
