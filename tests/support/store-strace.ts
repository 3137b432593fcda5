import { execFileSync } from 'node:child_process';

/** Why programs cannot be traced here; null when they can. */
export function whyNoStrace(): string | null {
  try {
    execFileSync('strace', ['-f', '-o', '/dev/null', 'true'], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return `strace is not installed or may not trace (${(error as Error).message.split('\n')[0]})`;
  }
}
