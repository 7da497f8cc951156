import './logo-field.css';
import { useId, useRef } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import { LONGEST_SIDE } from '../../shared/bridge/logo.ts';
import { useWords } from '../words/use-words.ts';
import { useLogo } from './use-logo.ts';

type Props = {
  kiosk: BridgeClient;
  /** The path of the logo that is shown now; null if there is none. */
  shown: string | null;
  onLocked: () => void;
};

/** Where staff choose the organiser's logo. It is taken as soon as it is chosen. */
export function LogoField({ kiosk, shown, onLocked }: Props) {
  const { told, isBad, busy, choose, remove } = useLogo(kiosk, onLocked);
  const file = useRef<HTMLInputElement>(null);
  const id = useId();
  const { logo: say } = useWords();
  return (
    <section className="logo-field" data-section="logo" aria-labelledby={id}>
      <h2 id={id}>{say.headline}</h2>
      <p className="note">{say.below({ side: LONGEST_SIDE })}</p>
      {shown !== null && <img src={shown} alt={say.headline} draggable={false} />}
      <div className="actions">
        {/* The browser's own button speaks the system's language, and has a name of its own for no file. */}
        <input
          ref={file}
          type="file"
          accept="image/png, image/jpeg, image/webp"
          hidden
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen) choose(chosen);
            // The same file may be chosen again once it has been mended.
            currentTarget.value = '';
          }}
        />
        <button type="button" aria-disabled={busy} onClick={() => busy || file.current?.click()}>
          {say.choose}
        </button>
        <button
          type="button"
          className="bare"
          aria-disabled={busy}
          onClick={() => busy || remove()}
        >
          {say.remove}
        </button>
        <p role="status" className={isBad ? 'message bad' : 'message'}>
          {told}
        </p>
      </div>
    </section>
  );
}
