import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import QRCode from 'qrcode';
import { BadSettingError } from '../../electron/core/system/bad-setting.ts';
import { drawCode } from '../../renderer/provisioning/draw-code.ts';

/** How large a module of the code is in a PNG, pixels. */
const SCALE = 8;

const DRAW: Readonly<Record<string, (code: string) => Promise<string | Buffer>>> = {
  '.png': (code) => QRCode.toBuffer(code, { scale: SCALE, margin: 4, errorCorrectionLevel: 'M' }),
  '.svg': drawCode,
};

/** A file that is going to have a QR code in it. */
export type CodeFile = {
  /** Where it is, as a full path. */
  path: string;
  /** Writes the code, as the kind of picture that the file's name ends with. */
  write: (code: string) => Promise<void>;
};

/**
 * Makes an empty file that only this user may read, so that a bad path is told before there is anything to write. If nothing
 * is written, the file goes when this command ends.
 *
 * @throws BadSettingError if its name ends otherwise than with .png or .svg, if it is there already or can't be made
 */
export function openCodeFile(given: string): CodeFile {
  const file = path.resolve(given);
  const draw = DRAW[path.extname(file).toLowerCase()];
  if (!draw) {
    throw new BadSettingError(
      `--qr must name a file that ends with .png or .svg, not ${JSON.stringify(given)}`,
    );
  }
  const descriptor = opened(file);
  const drop = () => rmSync(file, { force: true });
  process.once('exit', drop);
  return {
    path: file,
    write: async (code) => {
      const picture = await draw(code);
      writeSync(descriptor, typeof picture === 'string' ? Buffer.from(picture) : picture);
      closeSync(descriptor);
      process.off('exit', drop);
    },
  };
}

function opened(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new BadSettingError(
      code === 'EEXIST'
        ? `${file} is there already. Choose another file by --qr, or delete it`
        : `${file} can't be written (${code}): --qr must name a file in a folder that is there`,
    );
  }
}
