/** Longer side of what is sent, pixels: enough to see what is meant, little enough for a poor line. */
const MOST_SIDE = 1600;

/** A photo as a smaller JPEG; as it is where the browser cannot read it. */
export async function shrink(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return file;
  const scale = Math.min(1, MOST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((made) => canvas.toBlob((blob) => made(blob ?? file), 'image/jpeg', 0.82));
}
