import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NodeStands } from '#server/nodes/node.ts';
import { browserAt } from '../access/provider/test-browser.ts';
import { startApp, type RunningApp } from '../support/app.ts';

const row = { build: '7', pack: 'p', format: 3, head: 12, screens: 2, since: 1_800_000_000_000, leads: [] };
let why: string | null = null;
const node: NodeStands = {
  id: 'a#1',
  name: 'a',
  nodes: () => [
    { ...row, id: 'a#1', name: 'a' },
    { ...row, id: 'b#2', name: 'b', head: 15, leads: ['watch'] },
  ],
  lag: () => 3,
  why: () => why,
  isCurrent: () => true,
  stepDown: async () => {},
};
let app: RunningApp;
beforeAll(async () => void (app = await startApp({ node })));
afterAll(() => app.stop());
beforeEach(() => void (why = null));

describe('a node', () => {
  test('says which it is, and why it must not be asked', async () => {
    const ready = async () => {
      const answer = await fetch(`${app.url}/readyz`);
      return [answer.status, await answer.json()];
    };
    expect(await ready()).toMatchObject([200, { ready: true, node: 'a' }]);
    why = 'this node is 3 facts behind';
    expect(await ready()).toMatchObject([503, { ready: false, node: 'a', waitingFor: why }]);
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toContain('watchfloor_node_info{node="a",build="0"} 1');
    expect(metrics).toContain('watchfloor_node_lag_facts{node="a"} 3');
  });

  test('tells administrators of all nodes, and nobody else', async () => {
    const ask = async (role: 'admin' | 'supervisor') =>
      browserAt(app.url, (await app.signIn({ role })).cookie).get('nodes');
    expect((await ask('supervisor')).status).toBe(403);
    expect((await browserAt(app.url).get('nodes')).status).toBe(401);
    const { build, screens, since } = row;
    const said = { build, screens, since };
    expect(await (await ask('admin')).json()).toEqual({
      items: [
        { ...said, name: 'a', self: true, head: 12, lag: 3, leads: [] },
        { ...said, name: 'b', self: false, head: 15, lag: 0, leads: ['watch'] },
      ],
    });
  });
});
