import { Router } from 'express';
import { once } from '#data/kit/once.ts';
import { onlyRead } from '../other-methods.ts';

type Operation = { summary?: string; description?: string; responses?: Record<string, { description?: string }> };

/** `/openapi.json`, and the same to read at `/docs`. `sessionCookie`: its name here. */
export function docs(version: string, sessionCookie: string): Router {
  // Every schema is written out for it, and few ever ask.
  const described = once(async () => {
    const { openapiDocument } = await import('../openapi/openapi.ts');
    const document = openapiDocument(version, sessionCookie);
    const paths = document.paths as Record<string, Record<string, Operation>>;
    return { document, page: docsPage(document.info.title, version, paths) };
  });
  const routes = Router();
  onlyRead(routes, '/openapi.json', async (_request, response) => void response.json((await described()).document));
  onlyRead(routes, '/docs', async (_request, response) => void response.type('html').send((await described()).page));
  return routes;
}

function docsPage(title: string, version: string, paths: Record<string, Record<string, Operation>>): string {
  const sections = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => section(method, path, operation)),
  );
  return `<!doctype html>
<html lang="en" translate="no"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)} API</title>
<style>
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:52rem;margin:2rem auto;padding:0 1rem}
h2{font-size:1rem;border-top:1px solid;padding-top:1rem;margin-top:2rem}code{font-family:ui-monospace,monospace}
b{display:inline-block;min-width:3.5rem;text-transform:uppercase}dt{float:left;clear:left;width:3rem;font-weight:600}dd{margin-left:3.5rem}
</style></head><body>
<h1>${escape(title)} API ${escape(version)}</h1>
<p>The machine-readable description with every schema is <a href="/openapi.json">openapi.json</a>.</p>
${sections.join('\n')}
</body></html>`;
}

function section(method: string, path: string, { summary = '', description, responses = {} }: Operation): string {
  const answers = Object.entries(responses).map(
    ([status, { description: said = '' }]) => `<dt>${status}</dt><dd>${escape(said)}</dd>`,
  );
  return `<h2><b>${method}</b> <code>${escape(path)}</code></h2><p>${escape(summary)}</p>${description ? `<p>${escape(description)}</p>` : ''}<dl>${answers.join('')}</dl>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
