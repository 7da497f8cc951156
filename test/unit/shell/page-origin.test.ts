import { describe, expect, it } from 'vitest';
import { isOwnPage } from '../../../electron/shell/page-origin.ts';

const OWN = [
  'app://kiosk',
  'app://kiosk/',
  'app://kiosk/index.html',
  'app://kiosk/fault.html',
  'app://kiosk/index.html?of=any#part',
  'app://kiosk//evil/',
];

const FOREIGN = [
  undefined,
  '',
  'null',
  'about:blank',
  'app://kioskx',
  'app://kiosk.evil/',
  'app://kiosk@evil/',
  'app://kiosk:secret@evil/',
  'app://evil@kiosk/',
  'app://:secret@kiosk/',
  'app://kiosk:80/',
  'app://kiosk%2eevil/',
  'app://kiosk%00/',
  'app://kiosk\\.evil/',
  'app://evil/app://kiosk/',
  'app://evil/?app://kiosk/',
  'app:///kiosk/',
  'app:kiosk/',
  'apps://kiosk/',
  'app-x://kiosk/',
  'file://kiosk/index.html',
  'https://kiosk/',
  'https://app//kiosk/',
  'data:text/html,app://kiosk/',
  'javascript:app://kiosk/',
  'blob:app://kiosk/0a1b',
  'filesystem:app://kiosk/temporary/',
  'view-source:app://kiosk/index.html',
];

describe("the kiosk's own page", () => {
  it.each(OWN)('is %s', (address) => expect(isOwnPage(address)).toBe(true));
  it.each(FOREIGN)('is not %s', (address) => expect(isOwnPage(address)).toBe(false));
});
