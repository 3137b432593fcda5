export type ScaleBar = { metres: number; pixels: number };

/** The longest round distance (1, 2 or 5 times a power of ten) of at most `room` pixels. */
export function scaleBar(metresPerPixel: number, room: number): ScaleBar {
  const most = metresPerPixel * room;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((digit) => digit * power).find((distance) => distance <= most)!;
  return { metres, pixels: metres / metresPerPixel };
}

export const distanceText = (metres: number): string => (metres < 1000 ? `${metres} m` : `${metres / 1000} km`);
