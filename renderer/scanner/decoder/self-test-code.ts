/** What the code for the self-test says. */
export const SELF_TEST_TEXT = 'KIOSK';

/** Its QR code, with error correction M: one number for each row, the leftmost module in the highest of 21 bits. */
const ROWS = [
  0x1fd77f, 0x105641, 0x17455d, 0x17565d, 0x17445d, 0x104041, 0x1fd57f, 0x001c00, 0x16e04b,
  0x0c0121, 0x0d6dfb, 0x0f2584, 0x06ee91, 0x0014ae, 0x1fd0d3, 0x105bc1, 0x17464d, 0x175892,
  0x175694, 0x104358, 0x1fd722,
];
const SIZE = ROWS.length;
const QUIET_ZONE = 4;
const PIXELS_A_MODULE = 6;

/** Draws the QR code that the decoder has to read when it starts, in the format that most cameras have. */
export function drawSelfTestCode(): VideoFrame {
  const width = (SIZE + 2 * QUIET_ZONE) * PIXELS_A_MODULE;
  const [black, white, colourless] = [16, 235, 128];
  // The brightness of each pixel, and then the colours of each four.
  const data = new Uint8Array(width * width * 1.5).fill(colourless);
  for (let index = 0; index < width * width; index += 1) {
    const row = Math.floor(Math.floor(index / width) / PIXELS_A_MODULE) - QUIET_ZONE;
    const column = Math.floor((index % width) / PIXELS_A_MODULE) - QUIET_ZONE;
    data[index] = isDark(row, column) ? black : white;
  }
  return new VideoFrame(data, {
    format: 'I420',
    codedWidth: width,
    codedHeight: width,
    timestamp: 0,
  });
}

function isDark(row: number, column: number): boolean {
  const bits = column >= 0 && column < SIZE ? ROWS[row] : undefined;
  return bits !== undefined && ((bits >> (SIZE - 1 - column)) & 1) === 1;
}
