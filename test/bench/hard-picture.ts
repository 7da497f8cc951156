import QRCode from 'qrcode';
import type { GreyPicture } from '../simulator/images/grey-jpeg.ts';

/** What makes a badge hard to read in a camera's picture. Lengths are in pixels, angles in radians. */
export type Hardship = {
  code: string;
  level: 'L' | 'M' | 'Q';
  width: number;
  height: number;
  pixelsAModule: number;
  /** The rotation in the plane of the picture. */
  turn: number;
  /** The rotations out of that plane, about the vertical and the horizontal axis. */
  tip: [number, number];
  /** How far the lens is out of focus, as the standard deviation of the blur. */
  blur: number;
  /** How far the badge moved while the picture was taken. */
  motion: number;
  /** The share of the light that paper sends back, 0 to 1. */
  light: number;
  /** The standard deviation of the sensor's noise, where white is 255. */
  noise: number;
  /** How much of the light falls off from one side to the other, 0 to 1. */
  shade: number;
  /** The radius of a lamp's reflection, in modules, and how bright it is, 0 to 1. */
  glare: { radius: number; strength: number };
  /** The share of the code that is scratched or covered, 0 to 1. */
  damage: number;
  inverted: boolean;
};

export const NO_HARDSHIP = {
  turn: 0,
  tip: [0, 0],
  blur: 0.6,
  motion: 0,
  light: 0.85,
  noise: 3,
  shade: 0.15,
  glare: { radius: 0, strength: 0 },
  damage: 0,
  inverted: false,
} satisfies Partial<Hardship>;

const QUIET_ZONE = 4;
/** The distance from the camera to the badge, in sides of the badge. A nearer badge is distorted more. */
const DISTANCE = 2.5;
const INK = 0.12;

/** Draws a badge's code as a camera would see it. */
export function drawHardPicture(hardship: Hardship, random: () => number): GreyPicture {
  const { width, height, motion, blur } = hardship;
  let light = drawBadge(hardship, random);
  if (motion > 0) light = smear(light, width, motion, random() * Math.PI);
  light = blurred(light, width, height, blur);
  const pixels = new Uint8Array(width * height);
  const glare = placeGlare(hardship, random);
  const fall = random() * 2 * Math.PI;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const across =
        0.5 + ((x / width - 0.5) * Math.cos(fall) + (y / height - 0.5) * Math.sin(fall)) / 1.5;
      const lit = (light[y * width + x] ?? 0) * hardship.light * (1 - hardship.shade * across);
      const value = 8 + 247 * (lit + glare(x, y)) + normal(random) * hardship.noise;
      pixels[y * width + x] = Math.max(0, Math.min(255, value));
    }
  }
  return { width, height, pixels };
}

/**
 * Draws the badge in front of a busy wall.
 *
 * @returns how much light each place sends back, 0 to 1
 */
function drawBadge(hardship: Hardship, random: () => number): Float32Array {
  const { width, height } = hardship;
  const badge = placeBadge(hardship, random);
  const light = drawWall(width, height, random);
  // Each pixel is the mean of four samples, so that edges are as soft as in a real picture.
  const looks = [-0.25, 0.25].flatMap((dx) => [-0.25, 0.25].map((dy) => [dx, dy] as const));
  for (let y = badge.top; y < badge.bottom; y += 1) {
    for (let x = badge.left; x < badge.right; x += 1) {
      const behind = light[y * width + x] ?? 0;
      let sum = 0;
      for (const [dx, dy] of looks) sum += badge.lightAt(x + dx, y + dy) ?? behind;
      light[y * width + x] = sum / 4;
    }
  }
  return light;
}

function placeBadge(hardship: Hardship, random: () => number) {
  const { code, level, width, height, pixelsAModule, inverted } = hardship;
  const { size, data } = QRCode.create(code, { errorCorrectionLevel: level }).modules;
  const modules = size + 2 * QUIET_ZONE;
  const isHurt = placeDamage(size, hardship.damage, random);
  const side = modules * pixelsAModule;
  const centreX = width / 2 + (random() - 0.5) * Math.max(0, width - side) * 0.5;
  const centreY = height / 2 + (random() - 0.5) * Math.max(0, height - side) * 0.5;
  const far = DISTANCE * modules;
  const { across, down, facing } = axes(hardship);

  /** The light at a place on the badge; null beside the badge. */
  const lightAt = (x: number, y: number): number | null => {
    // Follow the line of sight until it meets the badge.
    const sight: Vector = [(x - centreX) / pixelsAModule, (y - centreY) / pixelsAModule, far];
    const reach = (far * facing[2]) / dot(sight, facing);
    const met: Vector = [sight[0] * reach, sight[1] * reach, far * (reach - 1)];
    const column = dot(met, across) + size / 2;
    const row = dot(met, down) + size / 2;
    const margin = Math.max(-column, -row, column - size, row - size);
    if (margin >= QUIET_ZONE) return null;
    const isDark = margin < 0 && data[Math.floor(row) * size + Math.floor(column)] === 1;
    if (margin < 0 && isHurt(column, row)) return random() < 0.5 ? 1 : INK;
    return isDark === inverted ? 1 : INK;
  };
  // However the badge is rotated, all of it is within one side's length of its middle.
  return {
    left: Math.max(0, Math.floor(centreX - side)),
    right: Math.min(width, Math.ceil(centreX + side)),
    top: Math.max(0, Math.floor(centreY - side)),
    bottom: Math.min(height, Math.ceil(centreY + side)),
    lightAt,
  };
}

type Vector = [number, number, number];

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** The badge's own directions, as the camera sees them. */
function axes({ turn, tip }: Hardship): { across: Vector; down: Vector; facing: Vector } {
  const [ct, st] = [Math.cos(turn), Math.sin(turn)];
  const [cx, sx] = [Math.cos(tip[0]), Math.sin(tip[0])];
  const [cy, sy] = [Math.cos(tip[1]), Math.sin(tip[1])];
  const tipped = (x: number, y: number, z: number): Vector => [
    cx * x + sx * (sy * y + cy * z),
    cy * y - sy * z,
    -sx * x + cx * (sy * y + cy * z),
  ];
  return { across: tipped(ct, st, 0), down: tipped(-st, ct, 0), facing: tipped(0, 0, 1) };
}

/** Places scratches and spots. The three corners stay clear, because no reader finds a code without them. */
function placeDamage(size: number, share: number, random: () => number) {
  const spots: { column: number; row: number; radius: number }[] = [];
  let hurt = 0;
  while (hurt < share * size * size) {
    const spot = { column: random() * size, row: random() * size, radius: 0.6 + random() * 1.6 };
    const { column, row, radius } = spot;
    const nearLeft = column < 8 + radius;
    const nearTop = row < 8 + radius;
    const nearRight = column > size - 8 - radius;
    const nearBottom = row > size - 8 - radius;
    if ((nearTop && (nearLeft || nearRight)) || (nearBottom && nearLeft)) continue;
    spots.push(spot);
    hurt += Math.PI * radius * radius;
  }
  return (column: number, row: number) =>
    spots.some((spot) => Math.hypot(column - spot.column, row - spot.row) < spot.radius);
}

/** Draws rectangles of different greys, which stand for posters, frames and people's clothes. */
function drawWall(width: number, height: number, random: () => number): Float32Array {
  const light = new Float32Array(width * height).fill(0.4);
  for (let patch = 0; patch < 14; patch += 1) {
    const [left, top] = [Math.floor(random() * width), Math.floor(random() * height)];
    const right = Math.min(width, left + Math.ceil((0.05 + random() * 0.4) * width));
    const bottom = Math.min(height, top + Math.ceil((0.05 + random() * 0.5) * height));
    const grey = 0.15 + random() * 0.65;
    for (let y = top; y < bottom; y += 1) light.fill(grey, y * width + left, y * width + right);
  }
  return light;
}

function placeGlare({ width, height, pixelsAModule, glare }: Hardship, random: () => number) {
  const x0 = width / 2 + (random() - 0.5) * width * 0.3;
  const y0 = height / 2 + (random() - 0.5) * height * 0.3;
  const radius = glare.radius * pixelsAModule;
  return (x: number, y: number) =>
    radius > 0
      ? glare.strength * Math.exp(-(((x - x0) / radius) ** 2 + ((y - y0) / radius) ** 2))
      : 0;
}

/** Takes the mean along a line, which is how something that moves looks in a picture. */
function smear(light: Float32Array, width: number, length: number, angle: number): Float32Array {
  const height = light.length / width;
  const steps = Math.max(2, Math.ceil(length * 2));
  const offsets = Array.from({ length: steps }, (_, step) => {
    const along = (step / (steps - 1) - 0.5) * length;
    return [Math.round(along * Math.cos(angle)), Math.round(along * Math.sin(angle))] as const;
  });
  return light.map((_, index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    let sum = 0;
    for (const [dx, dy] of offsets) {
      const column = Math.max(0, Math.min(width - 1, x + dx));
      const row = Math.max(0, Math.min(height - 1, y + dy));
      sum += light[row * width + column] ?? 0;
    }
    return sum / steps;
  });
}

/** Applies a Gaussian blur, first to the rows and then to the columns. */
function blurred(light: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const reach = Math.ceil(sigma * 3);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-((index - reach) ** 2) / (2 * sigma * sigma)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const along = (from: Float32Array, length: number, step: number, otherStep: number) => {
    const to = new Float32Array(from.length);
    for (let line = 0; line < from.length / length; line += 1) {
      for (let place = 0; place < length; place += 1) {
        let sum = 0;
        for (let k = -reach; k <= reach; k += 1) {
          const near = Math.max(0, Math.min(length - 1, place + k));
          sum += (from[line * otherStep + near * step] ?? 0) * (weights[k + reach] ?? 0);
        }
        to[line * otherStep + place * step] = sum / total;
      }
    }
    return to;
  };
  return along(along(light, width, 1, width), height, width, 1);
}

/** A random number that is nearly normally distributed around 0: the sum of two evenly distributed ones. */
function normal(random: () => number): number {
  return (random() + random() - 1) * Math.sqrt(6);
}
