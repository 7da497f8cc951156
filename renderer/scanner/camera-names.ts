import { listCameras } from './camera/cameras.ts';

/** The names of the cameras that are attached now; empty until the page may use a camera. */
export async function cameraNames(): Promise<string[]> {
  return (await listCameras()).map(({ name }) => name);
}
