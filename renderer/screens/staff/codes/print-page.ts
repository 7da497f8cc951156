/**
 * Has the browser or the shell print the page, which asks the person how.
 *
 * @returns false if nothing came of it, because whoever has set this machine up doesn't let it print
 */
export function printPage(): boolean {
  let began = false;
  const note = () => {
    began = true;
  };
  window.addEventListener('beforeprint', note);
  try {
    window.print();
  } finally {
    window.removeEventListener('beforeprint', note);
  }
  return began;
}
