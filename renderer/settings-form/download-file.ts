/** How long the browser may take to begin reading the file, in milliseconds. */
const KEPT_MS = 60_000;

/** Hands the browser a file to save, whole or in pieces. */
export function downloadFile(
  fileName: string,
  content: string | BlobPart[],
  type: 'text/csv' | 'text/html' | 'application/zip',
): void {
  const url = URL.createObjectURL(new Blob([content].flat(), { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
