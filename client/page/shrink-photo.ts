/** The longest side of a photo as it is sent, pixels. */
export const LONGEST = 1600;
const QUALITY = 0.82;

/**
 * A photo small enough for a poor line, drawn anew: what the camera wrote into the file (where,
 * when, which device) does not come along. @throws when the file is no picture that this browser reads.
 */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height } = fitWithin(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')!.drawImage(picture, 0, 0, width, height);
  picture.close();
  const jpeg = await new Promise<Blob | null>((drawn) => canvas.toBlob(drawn, 'image/jpeg', QUALITY));
  if (!jpeg) throw new Error('this browser makes no JPEG');
  return jpeg;
}

/** The same shape with no side longer than `LONGEST`; never larger than it was. */
export function fitWithin(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
