import { useRef, useState } from 'react';
import { NO_TYPING, type PinKey, type TypedKey, typePin } from './pin-typing.ts';

const MAX_LENGTH = 12;

/** The digits of a PIN while they are entered, with the large keys or by a person at a keyboard. */
export function usePinEntry() {
  const [pin, setPin] = useState('');
  const typing = useRef(NO_TYPING);

  function enter(digits: string): void {
    typing.current = { ...typing.current, digits };
    setPin(digits);
  }
  /** Takes a key of a keyboard into account; `at` is the event's time in milliseconds. */
  function type(key: PinKey, at: number): TypedKey {
    const typed = typePin({ ...typing.current, digits: pin }, key, at, MAX_LENGTH);
    typing.current = typed.typing;
    setPin(typed.typing.digits);
    return typed;
  }

  return {
    pin,
    type,
    press: (digit: string) => enter((pin + digit).slice(0, MAX_LENGTH)),
    takeBack: () => enter(pin.slice(0, -1)),
    clear: () => enter(''),
  };
}
