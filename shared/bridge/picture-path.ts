/** The name of a picture is a hash of its content, so a path can name nothing else. */
const PATH = /^images\/([0-9a-f]{64})$/;

/** The path of a picture, relative to the page. */
export function picturePath(name: string): string {
  return `images/${name}`;
}

/** The name of the picture that a path relative to the page leads to; null if it leads to none. */
export function pictureNameOf(path: string): string | null {
  return PATH.exec(path)?.[1] ?? null;
}
