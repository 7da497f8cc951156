import { listCameras } from './camera/cameras.ts';

/** The names of the cameras that are attached now. They are empty until the page is allowed to use a camera. */
export async function cameraNames(): Promise<string[]> {
  return (await listCameras()).map(({ name }) => name);
}
