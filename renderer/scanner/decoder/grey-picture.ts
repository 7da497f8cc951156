/** A picture in shades of grey, with one byte a pixel, row by row. */
export type GreyPicture = { width: number; height: number; pixels: Uint8Array };

/** A picture's shades of grey, from four bytes a pixel: red, green, blue, and one that doesn't count. */
export function greyOf({ width, height, data }: ImageData): GreyPicture {
  const pixels = new Uint8Array(width * height);
  const colours = new Uint32Array(data.buffer);
  for (let i = 0; i < pixels.length; i += 1) {
    const colour = colours[i] ?? 0;
    // Green counts twice, which is near enough to how an eye sees brightness.
    pixels[i] = ((colour & 255) + ((colour >> 7) & 510) + ((colour >> 16) & 255)) >> 2;
  }
  return { width, height, pixels };
}

/** The same picture in the form that the decoder takes. */
export function imageOf({ width, height, pixels }: GreyPicture): ImageData {
  const image = new ImageData(width, height);
  const colours = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i += 1) {
    colours[i] = (pixels[i] ?? 0) * 0x10101 + 0xff000000;
  }
  return image;
}

/** Resizes a picture. Growing interpolates between pixels, and shrinking takes their mean. */
export function resized(picture: GreyPicture, scale: number): GreyPicture {
  if (scale === 1) return picture;
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  return scale < 1 ? shrunk(picture, width, height) : grown(picture, width, height);
}

function shrunk({ width, height, pixels }: GreyPicture, toWidth: number, toHeight: number) {
  const to = new Uint8Array(toWidth * toHeight);
  const edge = (place: number, length: number, toLength: number) =>
    Math.floor((place * length) / toLength);
  for (let y = 0; y < toHeight; y += 1) {
    const [top, bottom] = [edge(y, height, toHeight), edge(y + 1, height, toHeight)];
    for (let x = 0; x < toWidth; x += 1) {
      const [left, right] = [edge(x, width, toWidth), edge(x + 1, width, toWidth)];
      let sum = 0;
      for (let row = top; row < bottom; row += 1) {
        for (let i = row * width + left; i < row * width + right; i += 1) sum += pixels[i] ?? 0;
      }
      to[y * toWidth + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return { width: toWidth, height: toHeight, pixels: to };
}

function grown({ width, height, pixels }: GreyPicture, toWidth: number, toHeight: number) {
  const to = new Uint8Array(toWidth * toHeight);
  const columns = neighbours(width, toWidth);
  const rows = neighbours(height, toHeight);
  // The two rows between which the next rows lie. Each is stretched only once.
  let [above, below] = [new Uint16Array(toWidth), new Uint16Array(toWidth)];
  let row = -2;
  for (let y = 0; y < toHeight; y += 1) {
    const next = rows.at[y] ?? 0;
    if (next !== row) {
      [above, below] = [below, above];
      if (next !== row + 1) stretch(pixels, next * width, columns, above);
      stretch(pixels, (next + 1) * width, columns, below);
      row = next;
    }
    const down = rows.share[y] ?? 0;
    const start = y * toWidth;
    for (let x = 0; x < toWidth; x += 1) {
      to[start + x] = ((above[x] ?? 0) * (256 - down) + (below[x] ?? 0) * down) >> 16;
    }
  }
  return { width: toWidth, height: toHeight, pixels: to };
}

type Neighbours = { at: Int32Array; share: Int32Array };

/** Stretches one row to the new width, with its shades times 256. */
function stretch(pixels: Uint8Array, start: number, { at, share }: Neighbours, to: Uint16Array) {
  for (let x = 0; x < to.length; x += 1) {
    const i = start + (at[x] ?? 0);
    const left = pixels[i] ?? 0;
    to[x] = left * 256 + ((pixels[i + 1] ?? 0) - left) * (share[x] ?? 0);
  }
}

/** For each place on a longer line: the place before it on the shorter line, and how far beyond that, in 256ths. */
function neighbours(length: number, toLength: number): Neighbours {
  const at = new Int32Array(toLength);
  const share = new Int32Array(toLength);
  for (let place = 0; place < toLength; place += 1) {
    const exact = ((place + 0.5) * length) / toLength - 0.5;
    at[place] = Math.max(0, Math.min(length - 2, Math.floor(exact)));
    share[place] = 256 * Math.max(0, Math.min(1, exact - (at[place] ?? 0)));
  }
  return { at, share };
}

/** Mixes each pixel with those up to two places away, which takes out noise. The border stays as it is. */
export function softened({ width, height, pixels }: GreyPicture): GreyPicture {
  const across = mixedAlong(pixels, 1);
  return { width, height, pixels: mixedAlong(across, width) };
}

/** Mixes with weights of 1, 4, 6, 4 and 1 sixteenths, which is nearly a Gaussian blur of one pixel. */
function mixedAlong(pixels: Uint8Array, step: number): Uint8Array {
  const to = pixels.slice();
  for (let i = 2 * step; i < pixels.length - 2 * step; i += 1) {
    const next = (pixels[i - step] ?? 0) + (pixels[i + step] ?? 0);
    const far = (pixels[i - 2 * step] ?? 0) + (pixels[i + 2 * step] ?? 0);
    to[i] = (6 * (pixels[i] ?? 0) + 4 * next + far + 8) >> 4;
  }
  return to;
}

/** Sets each pixel off against those two places away, which brings out edges that a lens has blurred. */
export function sharpened({ width, height, pixels }: GreyPicture, strength: number): GreyPicture {
  const to = new Uint8ClampedArray(pixels);
  for (let i = 2 * width; i < pixels.length - 2 * width; i += 1) {
    const pixel = pixels[i] ?? 0;
    const around =
      (pixels[i - 2] ?? 0) +
      (pixels[i + 2] ?? 0) +
      (pixels[i - 2 * width] ?? 0) +
      (pixels[i + 2 * width] ?? 0);
    to[i] = pixel + strength * (4 * pixel - around);
  }
  return { width, height, pixels: new Uint8Array(to.buffer) };
}

/** Turns light codes on a dark ground into dark codes on a light ground, in place. */
export function invert(image: ImageData): ImageData {
  const colours = new Uint32Array(image.data.buffer);
  for (let i = 0; i < colours.length; i += 1) colours[i] = (colours[i] ?? 0) ^ 0xffffff;
  return image;
}
