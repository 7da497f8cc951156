import { useEffect, useRef, useState } from 'react';
import { createPlayer, type Player } from '../../../sound/player.ts';
import { useWords } from '../../../words/use-words.ts';
import { SampleCode } from '../../tried-scans/sample-code.tsx';
import type { CheckLine } from './check-line.ts';
import { CODE_TO_SCAN } from './device-lines.ts';
import { TouchCorners } from './touch-corners.tsx';
import type { Answers } from './use-device-facts.ts';

type Props = {
  line: CheckLine;
  volume: number;
  hasCamera: boolean;
  cameraOpen: boolean;
  onToggleCamera: () => void;
  onAnswer: (answer: Partial<Answers>) => void;
};

/** What a person can try here for one check. */
export function CheckTools(props: Props) {
  const { line, volume, hasCamera, cameraOpen, onToggleCamera, onAnswer } = props;
  const words = useWords();
  const [touching, setTouching] = useState(false);
  switch (line.check) {
    case 'scanner':
      return <SampleCode kind="qr" text={CODE_TO_SCAN} />;
    case 'camera':
      return hasCamera ? (
        <button type="button" onClick={onToggleCamera}>
          {cameraOpen ? words.scannerTest.closeCamera : words.scannerTest.tryCamera}
        </button>
      ) : null;
    case 'sound':
      return volume === 0 ? null : <SoundTools volume={volume} onAnswer={onAnswer} />;
    case 'touch':
      return (
        <>
          <button type="button" onClick={() => setTouching(true)}>
            {words.preflight.touch}
          </button>
          {touching && (
            <TouchCorners
              onEnd={(cornersMissed) => {
                setTouching(false);
                onAnswer({ cornersMissed });
              }}
            />
          )}
        </>
      );
    default:
      return null;
  }
}

function SoundTools({ volume, onAnswer }: { volume: number; onAnswer: Props['onAnswer'] }) {
  const say = useWords().preflight;
  const player = useRef<Player | null>(null);
  const [played, setPlayed] = useState(false);
  useEffect(() => {
    player.current ??= createPlayer();
  }, []);

  function play() {
    player.current?.('welcome', volume);
    setPlayed(true);
  }

  return (
    <>
      <button type="button" onClick={play}>
        {say.play}
      </button>
      {played && (
        <>
          <button type="button" onClick={() => onAnswer({ heard: true })}>
            {say.heard}
          </button>
          <button type="button" onClick={() => onAnswer({ heard: false })}>
            {say.notHeard}
          </button>
        </>
      )}
    </>
  );
}
