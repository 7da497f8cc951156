import { type RefObject, useEffect, useState } from 'react';
import { cameraNames } from '../../../scanner/camera-names.ts';
import { decoderWorks } from '../../../scanner/decoder-works.ts';
import {
  greyMiddle,
  type PictureVerdict,
  pictureVerdict,
} from '../../../scanner/picture-verdict.ts';

/** How often the picture is looked at, in milliseconds. A camera takes a moment to find its light and its focus. */
const LOOK_EVERY_MS = 700;

/** How many cameras are attached, which changes as they are plugged in; null until that is known. */
export function useCameraCount(): number | null {
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    let gone = false;
    const look = () =>
      void cameraNames().then((names) => {
        if (!gone) setCount(names.length);
      });
    look();
    navigator.mediaDevices?.addEventListener('devicechange', look);
    return () => {
      gone = true;
      navigator.mediaDevices?.removeEventListener('devicechange', look);
    };
  }, []);
  return count;
}

/** Whether the decoder reads the code that is drawn for it; null until it has answered, or without a camera. */
export function useDecoderCheck(cameras: number | null): boolean | null {
  const [works, setWorks] = useState<boolean | null>(null);
  useEffect(() => {
    let gone = false;
    // Most kiosks have a scanner and no camera, and needn't load what only a camera needs.
    if (!cameras) return;
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
