import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';

type Step = { does: string; rest: string };

/** What the image that a Dockerfile describes would be run with; `folder` stands for its root. */
export type Image = {
  folder: string;
  workdir: string;
  env: Record<string, string>;
  user: { uid: number; gid: number };
  command: string[];
  healthcheck: string[];
};

/**
 * Takes the steps of a Dockerfile without a container engine: each stage has a folder below `empty` for its
 * root, RUN is a shell in its working folder there, and what an ENV names from the root is below that folder.
 * Knows what our Dockerfile uses. @throws {Error} at a step it does not know, or that fails.
 */
export function buildImage(dockerfile: string, context: string, empty: string, env: NodeJS.ProcessEnv): Image {
  const stages = new Map<string, Image>();
  let image: Image | undefined;
  for (const { does, rest } of stepsOf(readFileSync(dockerfile, 'utf8'))) {
    if (does === 'FROM') {
      const name = / AS (\S+)$/i.exec(rest)?.[1] ?? 'last';
      image = {
        folder: join(empty, name),
        workdir: '/',
        env: {},
        user: { uid: 0, gid: 0 },
        command: [],
        healthcheck: [],
      };
      mkdirSync(image.folder, { recursive: true });
      stages.set(name, image);
      continue;
    }
    if (!image) throw new Error(`${does} before FROM`);
    take(image, does, rest);
  }
  if (!image) throw new Error('no FROM');
  return image;

  function take(image: Image, does: string, rest: string): void {
    const within = (path: string) => join(image.folder, posix.resolve(image.workdir, path));
    switch (does) {
      case 'WORKDIR':
        image.workdir = posix.resolve(image.workdir, rest);
        mkdirSync(within('.'), { recursive: true });
        return;
      case 'ENV':
        for (const pair of rest.split(/\s+/)) {
          const [name = '', value = ''] = pair.split('=');
          image.env[name] = value.startsWith('/') ? join(image.folder, value) : value;
        }
        return;
      case 'COPY': {
        const from = /^--from=(\S+)\s+/.exec(rest);
        const paths = rest.slice(from?.[0].length ?? 0).split(/\s+/);
        const to = paths.pop()!;
        const base = from ? stages.get(from[1]!)!.folder : context;
        for (const path of paths) {
          // Into a folder that is named with a slash, else as what is named.
          const target = to.endsWith('/') ? join(within(to), basename(path)) : within(to);
          cpSync(join(base, path), target, { recursive: true, verbatimSymlinks: true });
        }
        return;
      }
      case 'RUN':
        execFileSync('sh', ['-c', rest], { cwd: within('.'), env: { ...env, ...image.env }, stdio: 'pipe' });
        return;
      case 'USER': {
        const [uid = 0, gid = 0] = rest.split(':').map(Number);
        image.user = { uid, gid };
        return;
      }
      case 'HEALTHCHECK':
        image.healthcheck = JSON.parse(rest.slice(rest.indexOf('['))) as string[];
        return;
      case 'CMD':
        image.command = JSON.parse(rest) as string[];
        return;
      case 'EXPOSE':
      case 'VOLUME':
        return;
      default:
        throw new Error(`a step that is not known: ${does} ${rest}`);
    }
  }
}

function stepsOf(text: string): Step[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  const joined = lines.join('\n').replaceAll(/\\\n\s*/g, '');
  return joined
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, does = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return { does, rest };
    });
}
