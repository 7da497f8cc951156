import { type ReactNode, useRef } from 'react';
import { TouchKeyboard } from './touch-keyboard.tsx';
import { useTouchedField } from './use-touched-field.ts';

/**
 * A part of the page that fills the screen and has fields. Whoever touches one of them gets a keyboard, which takes its
 * room from the rest.
 */
export function TypedByTouch({ children }: { children: ReactNode }) {
  const area = useRef<HTMLDivElement>(null);
  const { field, isNumeric, letGo } = useTouchedField(area);
  return (
    <div className="typed-by-touch" data-typing={field !== null}>
      <div ref={area}>{children}</div>
      {field && <TouchKeyboard field={field} isNumeric={isNumeric} onHide={letGo} />}
    </div>
  );
}
