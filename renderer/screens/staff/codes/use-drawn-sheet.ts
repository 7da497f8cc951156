import { useEffect, useState } from 'react';
import type { Sheet } from '../../../../shared/bridge/sheet.ts';
import style from '../../../../shared/provisioning/sheet.css?raw';
import { type DrawnSheet, drawSheet } from '../../../../shared/provisioning/sheet-html.ts';
import { drawCode } from '../../../provisioning/draw-code.ts';
import type { Words } from '../../../words/words.ts';

/** A sheet in the language of the screen; null until it is drawn. */
export function useDrawnSheet(sheet: Sheet, words: Words): DrawnSheet | null {
  const [drawn, setDrawn] = useState<DrawnSheet | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void drawSheet(sheet, { words, style, draw: drawCode }).then((now) => {
      if (isCurrent) setDrawn(now);
    });
    return () => {
      isCurrent = false;
    };
  }, [sheet, words]);
  return drawn;
}
