import { KEPT_LOGO } from '../../shared/bridge/logo.ts';

/**
 * Draws a picture and encodes it anew as a PNG, no larger than a logo is shown.
 *
 * @returns null if the browser can't decode it
 */
export async function encodeLogo(file: Blob): Promise<Blob | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  const share = Math.min(1, KEPT_LOGO.width / picture.width, KEPT_LOGO.height / picture.height);
  const width = Math.max(1, Math.floor(picture.width * share));
  const height = Math.max(1, Math.floor(picture.height * share));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  return canvas.convertToBlob({ type: 'image/png' });
}
