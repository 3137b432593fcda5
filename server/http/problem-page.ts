import type { Request } from 'express';
import type { Problem } from '#data/contract/problem.ts';

/** Whether somebody has opened this address in a browser: whatever else asks takes a problem as JSON. */
export function wantsPage(request: Request): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  return isRead && request.accepts(['application/problem+json', 'html']) === 'html';
}

type Words = {
  lang: string;
  /** What there is to go to, by address. */
  ways: Readonly<Record<string, string>>;
  back: string;
  again: string;
  /** No such address: its heading, and what leads over to the ways. */
  nothing: { title: string; text: string };
  /** What a reader is told: by the reason where there is one, else by the status. */
  of: Readonly<Record<string, string>>;
  other: string;
};

const words: Readonly<Record<'en' | 'zh', Words>> = {
  en: {
    lang: 'en',
    ways: {
      '/wall': 'The wall',
      '/console': 'The console',
      '/phone': 'The phone',
      '/community': 'A community',
      '/docs': 'The API',
    },
    back: 'To the start',
    again: 'Sign in again',
    nothing: { title: 'There is no such page', text: 'Nothing answers this address. These do:' },
    of: {
      'not-begun': 'This sign-in was not begun in this browser, or too long ago.',
      'provider-refused': 'The provider did not confirm this sign-in.',
      unknown: 'Nobody here is bound to this account. Ask an administrator.',
      429: 'Too many requests. Wait a minute.',
      503: 'The server cannot answer this now. Try again in a moment.',
    },
    other: 'This address cannot be opened.',
  },
  zh: {
    lang: 'zh-CN',
    ways: { '/wall': '大屏', '/console': '值守台', '/phone': '手机端', '/community': '社区', '/docs': '接口说明' },
    back: '返回首页',
    again: '重新登录',
    nothing: { title: '没有此页面', text: '此地址没有内容。可以前往：' },
    of: {
      'not-begun': '此次登录不是在本浏览器中发起的，或已超时。',
      'provider-refused': '身份提供方未确认此次登录。',
      unknown: '此账号未与本系统人员绑定，请联系管理员。',
      429: '请求过多，请稍候一分钟。',
      503: '服务器暂时无法响应，请稍后再试。',
    },
    other: '无法打开此地址。',
  },
};

const signIns = ['not-begun', 'provider-refused', 'unknown'];

/** `?lang=` as on every page goes before what the browser asks for. */
function langOf(request: Request): 'en' | 'zh' {
  const { lang } = request.query;
  const asked = typeof lang === 'string' ? lang.toLowerCase() : request.acceptsLanguages(['en', 'zh']);
  return asked && asked.startsWith('zh') ? 'zh' : 'en';
}

/** A problem as a page, in the language of its reader. Nothing of it comes from the request. */
export function problemPage({ status, why = '' }: Problem, request: Request): string {
  const said = words[langOf(request)];
  const text = said.of[why] ?? said.of[status];
  if (text === undefined && status === 404) {
    const items = Object.entries(said.ways).map(
      ([to, name]) => `<li><a href="${to}">${name}</a> <code>${to}</code></li>`,
    );
    return page(said.lang, said.nothing.title, `<p>${said.nothing.text}</p><ul>${items.join('')}</ul>`);
  }
  const way = signIns.includes(why) ? `<a href="/console">${said.again}</a>` : `<a href="/">${said.back}</a>`;
  return page(said.lang, null, `<p>${text ?? said.other}</p><p>${way}</p>`);
}

/** @param title Left out, the page goes by the name of the house. */
const page = (lang: string, title: string | null, body: string) => `<!doctype html>
<html lang="${lang}" translate="no">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title === null ? '' : `${title} · `}Watchfloor</title>
    <style>
      :root { color-scheme: light dark; font: 1.125rem/1.6 system-ui, sans-serif; }
      main { max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; }
      h1 { font-size: 1.5rem; }
      ul { padding-left: 1.2rem; }
      li { margin: 0.5rem 0; }
      code { opacity: 0.75; }
    </style>
  </head>
  <body>
    <main>
      <h1>${title ?? 'Watchfloor'}</h1>
      ${body}
    </main>
  </body>
</html>
`;
