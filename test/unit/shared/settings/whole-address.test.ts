import { expect, test } from 'vitest';
import { wholeAddress } from '../../../../shared/settings/whole-address.ts';

test.each([
  [' confera.example ', 'https://confera.example'],
  ['confera.example/events', 'https://confera.example/events'],
  ['confera.example:8443', 'https://confera.example:8443'],
  ['localhost:8080', 'https://localhost:8080'],
  ['192.168.1.20', 'https://192.168.1.20'],
  ['konferenz-münchen.example', 'https://konferenz-münchen.example'],
  ['http://localhost:8080', 'http://localhost:8080'],
  ['https://confera.example/api/public/v1', 'https://confera.example'],
  ['https://confera.example/api/public/v1/checkins', 'https://confera.example'],
  ['', ''],
])('the address “%s” is meant as “%s”', (text, meant) => {
  expect(wholeAddress(text)).toBe(meant);
});

test.each(['cat_live_8sJ2kfQ0xYb7LmPz4TnVw1Rc', 'cat_demo_all', 'a key', 'me@confera.example'])(
  '“%s” in the wrong field is made no address, so that it is neither looked up nor kept',
  (text) => {
    expect(wholeAddress(text)).toBe(text);
  },
);
