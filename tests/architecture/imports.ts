import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

export const root = resolve(import.meta.dirname, '../..');

/** `target` is a path from the root of the project, or what a package is asked for as. */
export type Import = { file: string; target: string; typeOnly: boolean };

/** All TypeScript and Svelte files under a folder. */
export function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* filesIn(path);
    } else if (/\.(ts|svelte)$/.test(entry.name)) yield path;
  }
}

export function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return importsIn(file, file.endsWith('.svelte') ? scriptsOf(text) : text);
}

/** Everything that is imported, handed on or loaded later, types too, as the compiler's own scanner finds it. */
export function importsIn(file: string, code: string): Import[] {
  const names = new Set(ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName));
  return [...names].map((name) => ({ file, target: targetOf(file, name), typeOnly: isTypeOnly(code, name) }));
}

/** What the `<script>`s of a component say. */
export function scriptsOf(component: string): string {
  return [...component.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n');
}

function targetOf(file: string, asked: string): string {
  // Vite's `?raw`, `?url` and `?worker` say how, not what.
  const name = asked.replace(/\?.*$/, '');
  if (name.startsWith('.')) return relative(root, resolve(root, dirname(file), name));
  return name.replace(/^#(data|server|client)\//, '$1/');
}

/** Whether nothing of it is left when the program runs. */
function isTypeOnly(code: string, name: string): boolean {
  const ways = [...code.matchAll(/(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+['"]([^'"]+)['"]/g)].filter(
    (match) => match[2] === name,
  );
  return ways.length > 0 && ways.every((match) => match[1] !== undefined);
}
