import { tick } from 'svelte';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { galleryCases } from '#client/gallery/cases.ts';
import { madeNow } from '#client/gallery/made-wall.ts';
import { screen } from '#client/words/shared/en/screen.ts';
import { wall } from '#client/words/wall/en/wall.ts';
import { giveRoom } from './room.ts';

/** There is no WebGL here, so every map is a list. */
const cannotDraw = () => {
  throw new Error('no WebGL');
};

/** The phrases that the English dictionary has ready. */
function* phrases(words: object): Generator<string> {
  for (const value of Object.values(words)) {
    if (typeof value === 'string') yield value;
    else if (typeof value === 'object') yield* phrases(value);
  }
}
const ready = new Set([...phrases({ ...screen, ...wall })].filter((phrase) => /[a-z]{3}/i.test(phrase)));

function textsOf(root: Element): string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode.textContent!.trim());
  return texts;
}

beforeAll(() => giveRoom(500, 400));

describe.each(['en', 'zh-CN'] as const)('in %s', (lang) => {
  describe.each(['dark', 'light'] as const)('and %s', (theme) => {
    const cases = galleryCases(lang, theme, cannotDraw);
    let hide = () => {};
    afterEach(() => hide());

    async function show(index: number) {
      const target = document.body.appendChild(document.createElement('div'));
      const take = cases[index]!.show(target);
      hide = () => {
        take();
        target.remove();
      };
      await tick();
      return target;
    }

    test.each(cases.map((each, index) => ({ ...each, index })))(
      '$panel, $state: stands, in its language, and says how old it is',
      async ({ index, panel, asOf }) => {
        const target = await show(index);
        const root = target.querySelector<HTMLElement>(`[data-panel="${panel}"]`)!;
        expect(root.dataset['asOf']).toBe(asOf === null ? undefined : new Date(asOf).toISOString());
        expect(root.dataset['fresh']).toBe(
          asOf === null ? 'unknown' : staleAt(panel) < madeNow - asOf ? 'stale' : 'fresh',
        );
        expect(root.textContent).not.toMatch(/undefined|NaN|\[object|null|Invalid/);
        if (lang === 'zh-CN') expect(textsOf(root).filter((text) => ready.has(text))).toEqual([]);
      },
    );
  });
});

const staleAt = (panel: string) => (panel.startsWith('trend') ? 3 * 60_000 : panel.endsWith('counts') ? 20_000 : 6000);
