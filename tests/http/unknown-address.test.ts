import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'express';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { pages } from '#server/http/pages/pages.ts';
import { createWeb } from '#server/http/web.ts';
import { serveWeb } from '../support/network/serve-web.ts';

const dist = mkdtempSync(join(tmpdir(), 'pages-'));
const icon = Buffer.from('89504e470d0a1a0a', 'hex');
mkdirSync(join(dist, 'phone'));
writeFileSync(join(dist, 'phone', 'icon-192.png'), icon);
const web = createWeb({
  log: pino({ level: 'silent' }),
  trustProxy: false,
  origins: [],
  routes: Router(),
  pages: [pages({ dist } as never)],
});
const served = serveWeb(web);
afterAll(() => rmSync(dist, { recursive: true }));

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

test('an unknown address answers a person with a page in their language, and ways on', async () => {
  const english = await fetch(`${served.url}/consol`, { headers: { ...browser, 'accept-language': 'en-GB,en;q=0.9' } });
  expect(english.status).toBe(404);
  expect(english.headers.get('content-type')).toMatch(/^text\/html/);
  const text = await english.text();
  expect(text).toContain('There is no such page');
  expect(text).toContain('href="/console"');
  const onlyTheHead = await fetch(`${served.url}/consol`, { method: 'HEAD', headers: browser });
  expect(onlyTheHead.headers.get('content-type')).toMatch(/^text\/html/);
  const chinese = await fetch(`${served.url}/x/y`, {
    headers: { ...browser, 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' },
  });
  expect(await chinese.text()).toContain('没有此页面');
});

test('the page goes by the language of the address first, and leads to every page there is', async () => {
  const headers = { ...browser, 'accept-language': 'en' };
  const chinese = await (await fetch(`${served.url}/consol?lang=zh-CN`, { headers })).text();
  expect(chinese).toContain('没有此页面');
  expect(chinese).toContain('<html lang="zh-CN"');
  for (const way of ['/wall', '/console', '/phone', '/community', '/docs']) expect(chinese).toContain(`href="${way}"`);
  const english = { ...browser, 'accept-language': 'zh-CN' };
  expect(await (await fetch(`${served.url}/consol?lang=en`, { headers: english })).text()).toContain(
    'There is no such page',
  );
});

test('a program gets a problem, and so does whatever is below /api or writes', async () => {
  const asked = [
    fetch(`${served.url}/consol`, { headers: { accept: '*/*' } }),
    fetch(`${served.url}/consol`, { headers: { accept: 'application/json' } }),
    fetch(`${served.url}/api/v1/nothing`, { headers: browser }),
    fetch(`${served.url}/consol`, { method: 'POST', headers: browser }),
  ];
  for (const answer of await Promise.all(asked)) {
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  }
});

test('what is asked for in an address is not written into the page', async () => {
  const answer = await fetch(`${served.url}/%3Cscript%3Ealert(1)%3C/script%3E`, { headers: browser });
  expect(await answer.text()).not.toContain('alert');
});

test('the icon that every browser asks for is there', async () => {
  const answer = await fetch(`${served.url}/favicon.ico`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(icon);
});
