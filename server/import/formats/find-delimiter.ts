/** What may stand between two columns unsaid; a blank has to be declared, since it stands within names too. */
const candidates = [',', '\t', ';', '|'] as const;
const LINES = 20;

/**
 * What stands between the columns of a table: of all that the first line has, what most of the lines
 * have as often as it does; among equals what it has most of. A comma where there is nothing to tell by.
 */
export function findDelimiter(head: string, skip = 0): string {
  const lines = plainLines(head).slice(skip).filter(Boolean).slice(0, LINES);
  let best = { delimiter: ',', same: 0, count: 0 };
  for (const delimiter of candidates) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const count = counts[0] ?? 0;
    if (count === 0) continue;
    const same = counts.filter((other) => other === count).length;
    if (same > best.same || (same === best.same && count > best.count)) best = { delimiter, same, count };
  }
  return best.delimiter;
}

/** Lines as records have them, without what stands in quotation marks. */
function plainLines(text: string): string[] {
  return text.replaceAll(/"[^"]*("|$)/g, '').split(/\r\n?|\n/);
}
