/** What a value stands for: all of it is known, else its longest known beginning, else the default. */
export function createLookUp<T>(table: {
  exact: Record<string, T>;
  prefix: Record<string, T>;
  default?: T | undefined;
}): (value: string | undefined) => T | undefined {
  const exact = new Map(Object.entries(table.exact));
  const prefixes = Object.entries(table.prefix).toSorted(([a], [b]) => b.length - a.length);
  const found = new Map<string, T | undefined>();
  return (value) => {
    if (value === undefined) return table.default;
    if (found.has(value)) return found.get(value);
    const answer = exact.get(value) ?? prefixes.find(([prefix]) => value.startsWith(prefix))?.[1] ?? table.default;
    // A column that was not meant to be looked up must not fill the memory.
    if (found.size < 10_000) found.set(value, answer);
    return answer;
  };
}
