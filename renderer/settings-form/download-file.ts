/** How long the browser may take to begin reading the file, in milliseconds. */
const KEPT_MS = 60_000;

/** Hands the browser a file to save. */
export function downloadFile(fileName: string, text: string, type: 'text/csv' | 'text/html'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
