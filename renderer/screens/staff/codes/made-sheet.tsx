import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { useTold, useWords } from '../../../words/use-words.ts';
import { printPage } from './print-page.ts';
import { saveSheet } from './save-sheet.ts';
import { SheetPages } from './sheet-pages.tsx';
import type { MadeSheet as Made } from './use-codes-form.ts';
import { useDrawnSheet } from './use-drawn-sheet.ts';

type Props = {
  kiosk: BridgeClient;
  made: Made;
  /** Whether visitors use this kiosk. A window for printing would lead them out of it. */
  lockedDown: boolean;
  onAgain: () => void;
  onLocked: () => void;
};

/** A sheet that was made: to print, to save, or to scan from this screen. */
export function MadeSheet({ kiosk, made, lockedDown, onAgain, onLocked }: Props) {
  const { sheet, suggested } = made;
  const words = useWords();
  const say = words.codes;
  const [told, tell] = useTold();
  const drawn = useDrawnSheet(sheet, words);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  function save() {
    if (drawn === null) return;
    tell(null);
    saveSheet(kiosk, sheet.sheet, drawn.file)
      .then((saved) => (saved === 'locked' ? onLocked() : tell(saved)))
      .catch(() => tell(({ staff }) => staff.noAnswer));
  }

  return (
    <section className="made-sheet">
      <h2 ref={heading} tabIndex={-1}>
        {say.made({ count: sheet.pages.length })}
      </h2>
      <p>{suggested === null ? say.tellYours : say.tell({ passphrase: suggested })}</p>
      <div className="actions">
        {!lockedDown && (
          <button
            type="button"
            className="main"
            onClick={() => tell(printPage() ? null : ({ codes }) => codes.printElsewhere)}
          >
            {say.print}
          </button>
        )}
        <button type="button" className={lockedDown ? 'main' : undefined} onClick={save}>
          {say.save}
        </button>
        <button type="button" className="bare" onClick={onAgain}>
          {say.another}
        </button>
      </div>
      <p role="status" className="told">
        {told ?? (lockedDown ? say.printElsewhere : null)}
      </p>
      {drawn !== null && (
        <>
          <SheetPages pages={drawn.pages} />
          {createPortal(<SheetPages pages={drawn.pages} printed />, document.body)}
        </>
      )}
    </section>
  );
}
