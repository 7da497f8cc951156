import { type RefObject, useEffect, useState } from 'react';
import { cameraNames } from '../../../scanner/camera-names.ts';
import { decoderWorks } from '../../../scanner/decoder-works.ts';
import {
  greyMiddle,
  type PictureVerdict,
  pictureVerdict,
} from '../../../scanner/picture-verdict.ts';
import type { CameraState } from '../../../scanner/scanner-state.ts';

/** How often the picture is looked at, in milliseconds. A camera takes a moment to find its light and its focus. */
const LOOK_EVERY_MS = 700;

/**
 * The names of the cameras that are attached, which change as they are plugged in; null until they are known.
 *
 * @param camera the state of the open camera: once one was opened, the page may know the names
 */
export function useCameraNames(camera: CameraState | null): readonly string[] | null {
  const [names, setNames] = useState<readonly string[] | null>(null);
  const opened = camera?.is ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names are read again once a camera was opened
  useEffect(() => {
    let gone = false;
    const look = () =>
      void cameraNames().then((found) => {
        if (!gone) setNames(found);
      });
    look();
    navigator.mediaDevices?.addEventListener('devicechange', look);
    return () => {
      gone = true;
      navigator.mediaDevices?.removeEventListener('devicechange', look);
    };
  }, [opened]);
  return names;
}

/** Whether the decoder reads the code that is drawn for it; null until it has answered, or without a camera. */
export function useDecoderCheck(cameras: number): boolean | null {
  const [works, setWorks] = useState<boolean | null>(null);
  useEffect(() => {
    let gone = false;
    // Most kiosks have a scanner and no camera, and needn't load what only a camera needs.
    if (cameras === 0) return;
    void decoderWorks().then((answer) => {
      if (!gone) setWorks(answer);
    });
    return () => {
      gone = true;
    };
  }, [cameras]);
  return works;
}

/** How the picture of the camera in this element is, looked at again and again while it is open. */
export function usePicture(
  container: RefObject<HTMLElement | null>,
  isOpen: boolean,
): PictureVerdict | null {
  const [verdict, setVerdict] = useState<PictureVerdict | null>(null);
  useEffect(() => {
    setVerdict(null);
    if (!isOpen) return;
    const timer = setInterval(() => {
      const video = container.current?.querySelector('video');
      const picture = video && greyMiddle(video);
      if (picture) setVerdict(pictureVerdict(picture));
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [container, isOpen]);
  return verdict;
}
