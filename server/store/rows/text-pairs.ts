/**
 * A text as the index of texts takes it: each two letters that stand beside one another (UTF-16 units, as a
 * search for two of them may ask), once, as eight hex digits, so that no tokenizer takes any of them for a
 * blank. A text holds another only where it holds all its pairs. Pairs and not three letters: most
 * Chinese words have two.
 */
export function pairsOf(text: string): string[] {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < text.length; i++) pairs.add(hex(text.charCodeAt(i)) + hex(text.charCodeAt(i + 1)));
  return [...pairs];
}

const hex = (unit: number) => unit.toString(16).padStart(4, '0');
