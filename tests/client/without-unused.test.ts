// @vitest-environment node
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { withoutUnused } from '#client/without-unused.ts';

type Hooks = { load(id: string): string | null; generateBundle(this: { error(why: string): void }): void };

const plugin = withoutUnused() as unknown as Hooks;
const module = (path: string) => resolve(import.meta.dirname, '../../node_modules', path);

test('what no page reaches keeps its names, and fails when it is reached after all', async () => {
  const text = plugin.load(module('zrender/lib/contain/path.js'))!;
  const left = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as Record<string, () => void>;
  expect(Object.keys(left)).toEqual(['contain', 'containStroke']);
  expect(left['contain']).toThrow('pages are built without it');
  expect(plugin.load(module('zrender/lib/zrender.js'))).toBeNull();
});

test('a build that no longer meets a module of the list fails and names it', () => {
  const said: string[] = [];
  plugin.generateBundle.call({ error: (why) => void said.push(why) });
  expect(said.join()).toContain('echarts/lib/theme/dark.js');
  expect(said.join()).not.toContain('zrender/lib/contain/path.js');
});
