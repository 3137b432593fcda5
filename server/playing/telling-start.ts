/** Tells whoever waits at a terminal how far a start has come; in a log, a line for every quarter. */
export type TellingStart = {
  on(what: string, share: number): void;
  /** The line that was written over again and again gives way to what follows. */
  done(): void;
};

const CLEAR = '\r\u001b[K';

export function tellStart(stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>): TellingStart {
  let last = '';
  return {
    on(what, share) {
      const percent = Math.floor(share * 100);
      const line = `${what}, ${stream.isTTY ? percent : percent - (percent % 25)} %`;
      if (line === last) return;
      last = line;
      stream.write(stream.isTTY ? `${CLEAR}${line}` : `${line}\n`);
    },
    done() {
      if (stream.isTTY && last !== '') stream.write(CLEAR);
      last = '';
    },
  };
}
