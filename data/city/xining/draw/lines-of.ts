/** JSON with one record on each line, so that a change of one record is a change of one line. */
export function linesOf(part: unknown): string {
  if (Array.isArray(part)) return `${list(part)}\n`;
  const fields = Object.entries(part as object).map(
    ([key, value]) => `${JSON.stringify(key)}: ${Array.isArray(value) ? list(value) : JSON.stringify(value)}`,
  );
  return `{\n${fields.join(',\n')}\n}\n`;
}

const list = (items: readonly unknown[]) => `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
