import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type Appender = {
  child: ChildProcess;
  /** Resolves when it has opened the store. */
  opened: Promise<void>;
  /** Resolves with all it wrote once it has ended. */
  ended: Promise<string[]>;
};

const script = fileURLToPath(new URL('./store-appender.ts', import.meta.url));

/** Starts store-appender.ts, with `prefix` (a tracer and its options) before it. */
export function startAppender(
  file: string,
  name: string,
  { synchronous = 'FULL', limit = 1_000_000, prefix = [] as string[] } = {},
): Appender {
  const [command, ...args] = [...prefix, process.execPath, script, file, synchronous, name, String(limit)];
  const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  let begun: () => void;
  const opened = new Promise<void>((resolve) => (begun = resolve));
  child.stdout!.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    if (text.includes('\n')) begun();
  });
  const ended = new Promise<string[]>((resolve) => child.once('close', () => resolve(text.split('\n').slice(0, -1))));
  return { child, opened, ended };
}
