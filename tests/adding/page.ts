import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('../../docs/adding.md', import.meta.url), 'utf8');

/** The numbered places that docs/adding.md lists under each heading, as it writes them. */
export const places: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading, ...lines] = section.split('\n');
      return [
        heading!.trim(),
        lines
          .join('\n')
          .split(/^\d+\. /m)
          .slice(1),
      ];
    }),
);

/** Every file and folder of the house that a text names. */
export function filesIn(text: string): string[] {
  return [...text.matchAll(/`((?:data|server|client|tests|docs)\/[^`\s]*)`/g)].flatMap(([, path]) => spread(path!));
}

/** `words/{en,zh}/x.ts` is two. */
function spread(path: string): string[] {
  const found = /^(.*?)\{([^}]*)\}(.*)$/.exec(path);
  return found ? found[2]!.split(',').flatMap((part) => spread(`${found[1]}${part}${found[3]}`)) : [path];
}

export const wholePage = page;
