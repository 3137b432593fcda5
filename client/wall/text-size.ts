/** A display as its viewers see it: how large it is and from how far they look. */
export type Display = {
  /** Across the whole picture, inches; null: its shorter side is as long as that of a 110-inch 16:9 display. */
  diagonal: number | null;
  /** Metres. */
  distance: number;
};

/** A small command centre: 110 inches (or four times 55) seen from 4 m; its figures carry to 6 m. */
export const commonDisplay: Display = { diagonal: null, distance: 4 };

/** The smallest height of a capital letter that is read without effort: 16 minutes of arc. */
const SMALLEST = (16 / 60) * (Math.PI / 180);
/** Height of a capital letter of Inter, of its font size. */
const CAPITAL = 0.727;
/** However near it is seen, CSS pixels: with fewer a Chinese character has no room for its strokes. */
const FEWEST_PIXELS = 15;
const COMMON_SIDE_MM = 110 * 25.4 * (9 / Math.hypot(16, 9));

/** The smallest text that may stand on this display: font size in CSS pixels. */
export function smallestText(screen: { width: number; height: number }, { diagonal, distance }: Display): number {
  const side = Math.min(screen.width, screen.height);
  const sideMm =
    diagonal === null ? COMMON_SIDE_MM : (diagonal * 25.4 * side) / Math.hypot(screen.width, screen.height);
  const capitalMm = 2 * distance * 1000 * Math.tan(SMALLEST / 2);
  return Math.max(FEWEST_PIXELS, (capitalMm / CAPITAL) * (side / sideMm));
}

/** What a scene has room for at that text size: never smaller text, rather fewer panels. `tall` stands upright. */
export type Arrangement = 'ultrawide' | 'wide' | 'compact' | 'minimal' | 'tall' | 'narrow';

export function arrangementFor(screen: { width: number; height: number }, text: number): Arrangement {
  const across = screen.width / text;
  const down = screen.height / text;
  if (down > across) return across < 48 || down < 70 ? 'narrow' : 'tall';
  if (down < 32 || across < 78) return 'minimal';
  if (down < 52 || across < 88) return 'compact';
  return across >= 150 ? 'ultrawide' : 'wide';
}
