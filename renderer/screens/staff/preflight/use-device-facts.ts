import type { RefObject } from 'react';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import type { CameraState } from '../../../scanner/scanner-state.ts';
import type { Readings } from '../../../state/use-readings.ts';
import type { DeviceFacts } from './device-lines.ts';
import { useCameraNames, useDecoderCheck, usePicture } from './use-camera-check.ts';

/** What the person in front of the kiosk has answered. It is kept while they go to another page and come back. */
export type Answers = Pick<DeviceFacts, 'heard' | 'cornersMissed'>;

export const NO_ANSWERS: Answers = { heard: null, cornersMissed: null };

type Options = {
  state: KioskState;
  readings: Readings;
  answers: Answers;
  /** The state of the camera that is open here; null if none is. */
  camera: CameraState | null;
  cameraOpen: boolean;
  /** The element with the camera's picture. */
  picture: RefObject<HTMLElement | null>;
};

/** Everything that the page knows of the device. */
export function useDeviceFacts(options: Options): DeviceFacts {
  const { state, readings, answers, camera, cameraOpen } = options;
  const cameras = useCameraNames(camera);
  return {
    settings: {
      camera: state.camera,
      scanner: state.scanner,
      volume: state.sound.volume,
      locked: state.locked,
      openedByHand: state.openedByHand,
    },
    tried: readings.tried,
    cameras,
    camera,
    picture: usePicture(options.picture, cameraOpen),
    decoder: useDecoderCheck(cameras?.length ?? 0),
    hasTouch: navigator.maxTouchPoints > 0,
    ...answers,
  };
}
