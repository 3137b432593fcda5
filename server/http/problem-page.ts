import type { Request } from 'express';
import type { Problem } from '#data/contract/problem.ts';

/** Whether somebody has opened this address in a browser: whatever else asks takes a problem as JSON. */
export function wantsPage(request: Request): boolean {
  return request.method === 'GET' && request.accepts(['application/problem+json', 'html']) === 'html';
}

/** What a reader is told: by the reason where there is one, else by the status. */
const words = {
  en: {
    lang: 'en',
    back: 'To the start',
    again: 'Sign in again',
    of: {
      'not-begun': 'This sign-in was not begun in this browser, or too long ago.',
      'provider-refused': 'The provider did not confirm this sign-in.',
      unknown: 'Nobody here is bound to this account. Ask an administrator.',
      404: 'There is nothing at this address.',
      429: 'Too many requests. Wait a minute.',
      503: 'The server cannot answer this now. Try again in a moment.',
    } as Readonly<Record<string, string>>,
    other: 'This address cannot be opened.',
  },
  zh: {
    lang: 'zh-CN',
    back: '返回首页',
    again: '重新登录',
    of: {
      'not-begun': '此次登录不是在本浏览器中发起的，或已超时。',
      'provider-refused': '身份提供方未确认此次登录。',
      unknown: '此账号未与本系统人员绑定，请联系管理员。',
      404: '此地址没有内容。',
      429: '请求过多，请稍候一分钟。',
      503: '服务器暂时无法响应，请稍后再试。',
    } as Readonly<Record<string, string>>,
    other: '无法打开此地址。',
  },
} as const;

const signIns = ['not-begun', 'provider-refused', 'unknown'];

/** A problem as a page, in the language that the browser asks for. Nothing of it comes from the request. */
export function problemPage({ status, why = '' }: Problem, request: Request): string {
  const { lang, back, again, of, other } = words[request.acceptsLanguages(['en', 'zh']) === 'zh' ? 'zh' : 'en'];
  const isSignIn = signIns.includes(why);
  return `<!doctype html>
<html lang="${lang}" translate="no">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Watchfloor</title>
    <style>
      :root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
      main { max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; }
    </style>
  </head>
  <body>
    <main>
      <h1>Watchfloor</h1>
      <p>${of[why] ?? of[status] ?? other}</p>
      <p><a href="${isSignIn ? '/console' : '/'}">${isSignIn ? again : back}</a></p>
    </main>
  </body>
</html>
`;
}
