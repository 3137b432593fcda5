/** A browser as far as a server can tell: it keeps cookies and sends them back. */
export type TestBrowser = {
  get(path: string): Promise<Response>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  send(method: string, path: string, init?: RequestInit): Promise<Response>;
  /** What it would send as `Cookie`. */
  cookie(): string;
  take(cookie: string): void;
};

/** Paths are under /api/v1. */
export function browserAt(url: string, cookies = ''): TestBrowser {
  const jar = new Map<string, string>();
  const take = (cookie: string) => {
    const [name, ...value] = cookie.split('=');
    if (name) jar.set(name, value.join('='));
  };
  for (const cookie of cookies.split('; ')) take(cookie);
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  async function send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const target = path.startsWith('/') ? `${url}${path}` : `${url}/api/v1/${path}`;
    const headers = new Headers(init.headers);
    if (jar.size > 0 && !headers.has('cookie')) headers.set('cookie', cookie());
    const answer = await fetch(target, { redirect: 'manual', ...init, method, headers });
    for (const set of answer.headers.getSetCookie()) {
      const pair = set.split(';')[0]!;
      if (/expires=thu, 01 jan 1970/i.test(set)) jar.delete(pair.split('=')[0]!);
      else take(pair);
    }
    return answer;
  }

  return {
    send,
    cookie,
    take,
    get: (path) => send('GET', path),
    post: (path, body = {}, headers = {}) =>
      send('POST', path, { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }),
  };
}
