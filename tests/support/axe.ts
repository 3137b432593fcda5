import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Node = { target: unknown; failureSummary?: string };
type Axe = { run(within: string, how: object): Promise<{ violations: { id: string; nodes: Node[] }[] }> };

/** Languages in which every page is read; each in both themes. */
export const languages = ['en', 'zh-CN'] as const;

/**
 * What axe holds against the page as it stands, by WCAG 2.2 AA, in the light and in the dark theme;
 * empty where nothing. The context needs `bypassCSP`: the page's own policy allows no foreign script.
 */
export async function axeFaults(page: Page, within = 'html'): Promise<object[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ content: source });
  return page.evaluate(async (within) => {
    const { axe } = window as unknown as { axe: Axe };
    const { dataset } = document.documentElement;
    const before = dataset['theme'];
    const found: object[] = [];
    for (const theme of ['light', 'dark']) {
      dataset['theme'] = theme;
      const { violations } = await axe.run(within, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        // Off by default: what a button is called begins with what it shows (WCAG 2.5.3).
        rules: { 'label-content-name-mismatch': { enabled: true } },
      });
      for (const { id, nodes } of violations)
        found.push({ theme, id, nodes: nodes.slice(0, 3).map((node) => [node.target, node.failureSummary]) });
    }
    if (before !== undefined) dataset['theme'] = before;
    return found;
  }, within);
}
