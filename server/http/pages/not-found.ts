import type { RequestHandler } from 'express';

/** Somebody who typed an address wrong gets a page and ways on; a program gets its problem from whoever comes next. */
export const unknownAddress: RequestHandler = (request, response, next) => {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || request.accepts(['json', 'html']) !== 'html') return next();
  const lang = request.acceptsLanguages(['en', 'zh']) === 'zh' ? 'zh' : 'en';
  response.status(404).type('html').setHeader('Cache-Control', 'no-store').send(pages[lang]);
};

const said = {
  en: {
    title: 'There is no such page',
    text: 'Nothing answers this address. These do:',
    links: { '/wall': 'The wall', '/console': 'The console', '/phone': 'The phone', '/docs': 'The API' },
  },
  zh: {
    title: '没有此页面',
    text: '此地址没有内容。可以前往：',
    links: { '/wall': '大屏', '/console': '值守台', '/phone': '手机端', '/docs': '接口说明' },
  },
} as const;

const pages = { en: page('en'), zh: page('zh') };

function page(lang: keyof typeof said): string {
  const { title, text, links } = said[lang];
  const items = Object.entries(links).map(([to, name]) => `<li><a href="${to}">${name}</a> <code>${to}</code></li>`);
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}" translate="no"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${title} · Watchfloor</title>
<style>
:root{color-scheme:light dark;font:18px/1.6 system-ui,sans-serif}body{max-width:32rem;margin:15vh auto;padding:0 1.2rem}
h1{font-size:1.5rem}ul{padding-left:1.2rem}li{margin:.5rem 0}code{opacity:.75}
</style></head><body><main><h1>${title}</h1><p>${text}</p><ul>${items.join('')}</ul></main></body></html>`;
}
