/** Exit status of sysexits.h: the configuration, or what it points at, is wrong. */
export const EX_CONFIG = 78;
/** Exit status of sysexits.h: the command was not given as it should be. */
export const EX_USAGE = 64;

/** Ends the process with one clear line for each thing that is wrong. */
export function exitWith(status: number, lines: readonly string[]): never {
  for (const line of lines) process.stderr.write(`watchfloor: ${line}\n`);
  process.exit(status);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
