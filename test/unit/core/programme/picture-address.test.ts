import { expect, it } from 'vitest';
import { pictureAddress } from '../../../../electron/core/programme/picture-address.ts';

const BASE = 'https://confera.example/tenant';

it.each<[string, string, string | null]>([
  ['https://cdn.example/logo.png', BASE, 'https://cdn.example/logo.png'],
  ['/files/logo.png?v=2', BASE, 'https://confera.example/files/logo.png?v=2'],
  ['https://93.184.215.14/logo.png', BASE, 'https://93.184.215.14/logo.png'],
  [
    'http://127.0.0.1:4010/images/logo.png',
    'http://127.0.0.1:4010',
    'http://127.0.0.1:4010/images/logo.png',
  ],
  ['https://10.1.2.3/logo.png', 'https://10.1.2.3', 'https://10.1.2.3/logo.png'],
  // Another server of this machine or of the venue.
  ['http://127.0.0.1:631/logo.png', 'http://127.0.0.1:4010', null],
  ['https://127.0.0.1/logo.png', BASE, null],
  ['https://127.1/logo.png', BASE, null],
  ['https://2130706433/logo.png', BASE, null],
  ['https://0x7f.0.0.1/logo.png', BASE, null],
  ['https://localhost/logo.png', BASE, null],
  ['https://localhost./logo.png', BASE, null],
  ['https://kiosk.localhost/logo.png', BASE, null],
  ['https://printer.local/logo.png', BASE, null],
  ['https://10.1.2.3/logo.png', BASE, null],
  ['https://172.20.0.1/logo.png', BASE, null],
  ['https://192.168.1.1/logo.png', BASE, null],
  ['https://169.254.169.254/latest/meta-data', BASE, null],
  ['https://[::1]/logo.png', BASE, null],
  ['https://[::ffff:192.168.1.1]/logo.png', BASE, null],
  ['https://[fd00::1]/logo.png', BASE, null],
  ['https://[fe80::1]/logo.png', BASE, null],
  // Other ways of asking.
  ['http://cdn.example/logo.png', BASE, null],
  ['http://confera.example/logo.png', BASE, null],
  ['ftp://cdn.example/logo.png', BASE, null],
  ['file:///etc/passwd', BASE, null],
  ['data:image/png;base64,AAAA', BASE, null],
  ['javascript:alert(1)', BASE, null],
  ['https://user:secret@cdn.example/logo.png', BASE, null],
  ['https://', BASE, null],
])('%s, with the base URL %s', (text, base, address) => {
  expect(pictureAddress(text, base)?.href ?? null).toBe(address);
});
