import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Describes each file for the person who hands it out, by its name, its size and its SHA-256.
 *
 * @param made files, and folders, of which it says only the name
 */
export async function describeFiles(made: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for (const file of made) {
    const stats = statSync(file);
    const name = path.basename(file);
    if (!stats.isFile()) lines.push(`${name}/ (the app, not packed)`);
    else lines.push(`${name}  ${megabytes(stats.size)}  SHA-256 ${await sha256(file)}`);
  }
  return lines;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
