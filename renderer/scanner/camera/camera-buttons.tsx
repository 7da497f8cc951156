import { useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { type CameraControls, steppedZoom } from './camera-controls.ts';

/** Buttons over the picture for the camera's lamp and zoom, as far as it has them. */
export function CameraButtons({ controls }: { controls: CameraControls }) {
  const { setTorch, zoom } = controls;
  const [torch, setTorchShown] = useState(false);
  const [factor, setFactor] = useState(zoom?.start ?? 1);
  const say = useWords().camera;

  function toggleTorch() {
    setTorch?.(!torch);
    setTorchShown(!torch);
  }
  function zoomTo(to: number) {
    zoom?.set(to);
    setFactor(to);
  }

  return (
    <div className="camera-buttons">
      {setTorch && (
        <button type="button" aria-pressed={torch} onClick={toggleTorch}>
          {say.torch}
        </button>
      )}
      {zoom && (
        <>
          <button
            type="button"
            aria-label={say.farther}
            disabled={factor <= zoom.min}
            onClick={() => zoomTo(steppedZoom(zoom, factor, -1))}
          >
            −
          </button>
          <button
            type="button"
            aria-label={say.nearer}
            disabled={factor >= zoom.max}
            onClick={() => zoomTo(steppedZoom(zoom, factor, 1))}
          >
            +
          </button>
        </>
      )}
    </div>
  );
}
