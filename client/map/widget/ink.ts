/**
 * One stroke of a drawing: an SVG path with what fills and edges it. The map draws it on a canvas,
 * the legend as SVG, so that both show the same mark.
 */
export type Ink = {
  d: string;
  fill?: string;
  stroke?: string;
  /** Of the stroke, in units of the drawing. */
  width?: number;
  /** Lengths of its dashes and gaps, in units of the drawing. */
  dash?: [number, number];
};

/** Strokes in a square of `size` units whose middle is (0, 0), the first at the bottom. */
export type Drawing = { size: number; inks: readonly Ink[] };

/** Pixels with straight alpha, as the map's style takes them. */
export type Pixels = { width: number; height: number; data: Uint8ClampedArray };

/** Images are drawn at twice their size, so that they stay sharp on a dense screen. */
export const DENSITY = 2;

/** The drawing as the map takes it, so many CSS pixels wide and high. */
export const drawn = (drawing: Drawing, size: number): Pixels => rasterise(drawing, Math.round(size) * DENSITY);

/** The drawing as pixels, `pixels` wide and high, not premultiplied. */
export function rasterise(drawing: Drawing, pixels: number): ImageData {
  const canvas = new OffscreenCanvas(pixels, pixels);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  paint(context, drawing, pixels / 2, pixels / 2, pixels / drawing.size);
  return context.getImageData(0, 0, pixels, pixels);
}

/** Draws it with its middle at (x, y) in pixels. */
export function paint(
  context: OffscreenCanvasRenderingContext2D,
  { inks }: Drawing,
  x: number,
  y: number,
  scale: number,
) {
  context.save();
  context.translate(x, y);
  context.scale(scale, scale);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const ink of inks) {
    const path = new Path2D(ink.d);
    if (ink.fill) {
      context.fillStyle = ink.fill;
      context.fill(path);
    }
    if (ink.stroke) {
      context.strokeStyle = ink.stroke;
      context.lineWidth = ink.width ?? 1;
      context.setLineDash(ink.dash ?? []);
      context.stroke(path);
    }
  }
  context.restore();
}

export const circle = (radius: number) =>
  `M${-radius},0A${radius},${radius} 0 1 1 ${radius},0A${radius},${radius} 0 1 1 ${-radius},0Z`;
