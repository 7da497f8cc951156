import { expect, test } from 'vitest';
import { isConferaApiError } from '../../../../electron/core/confera/api-error.ts';
import { pageQuery, registrationQuery } from '../../../../electron/core/confera/query.ts';

test.each([
  [{}, ''],
  [{ limit: 1 }, 'limit=1'],
  [{ limit: 500, offset: 0 }, 'limit=500&offset=0'],
  [{ offset: 1200 }, 'offset=1200'],
])('the part %j is asked for as %j', (page, query) => {
  expect(pageQuery('events.list', page).toString()).toBe(query);
});

test.each([
  [{ email: 'ayesha+vip@harbour.example' }, 'email=ayesha%2Bvip%40harbour.example'],
  [
    { email: "o'brien&co=x@a.example", limit: 200 },
    'limit=200&email=o%27brien%26co%3Dx%40a.example',
  ],
  [{ email: 'josé@núñez.example' }, 'email=jos%C3%A9%40n%C3%BA%C3%B1ez.example'],
  [{ status: 'pending_review' }, 'status=pending_review'],
])('the registrations %j are asked for as %j', (filter, query) => {
  expect(registrationQuery('registrations.list', filter).toString()).toBe(query);
});

test.each<[unknown, RegExp]>([
  [{ limit: 0 }, /^events\.list: limit must be a whole number from 1 to 500, not 0$/],
  [{ limit: 501 }, /from 1 to 500, not 501$/],
  [{ limit: -1 }, /not -1$/],
  [{ limit: 1.5 }, /not 1\.5$/],
  [{ limit: Number.NaN }, /not NaN$/],
  [{ limit: Number.POSITIVE_INFINITY }, /not Infinity$/],
  [{ limit: '10' }, /limit must be a whole number/],
  [{ limit: null }, /limit must be a whole number/],
  [{ offset: -1 }, /^events\.list: offset must be a whole number from 0, not -1$/],
  [{ offset: 0.5 }, /not 0\.5$/],
  [{ offset: Number.NaN }, /not NaN$/],
])('the part %j is refused', (page, message) => {
  expect(refusal(() => pageQuery('events.list', Object(page)))).toMatch(message);
});

test.each<[unknown, RegExp]>([
  [{ limit: 201 }, /^registrations\.list: limit must be a whole number from 1 to 200, not 201$/],
  [{ email: '' }, /^registrations\.list: email must be one whole email address$/],
  [{ email: 'ayesha' }, /email must be/],
  [{ email: 'ayesha@' }, /email must be/],
  [{ email: 'ayesha@a.example, b@a.example' }, /email must be/],
  [{ email: 'ayesha@a.example\n' }, /email must be/],
  [{ email: 'ayesha\u0000@a.example' }, /email must be/],
  [{ email: `${'a'.repeat(250)}@a.example` }, /email must be/],
  [{ email: 7 }, /email must be/],
  [{ status: '' }, /^registrations\.list: status must be/],
  [{ status: 'paid&limit=9' }, /status must be/],
  [{ status: 'x'.repeat(101) }, /status must be/],
])('the registrations %j are refused, without their email in the message', (filter, message) => {
  const said = refusal(() => registrationQuery('registrations.list', Object(filter)));
  expect(said).toMatch(message);
  expect(said).not.toMatch(/ayesha|aaaa/);
});

/** The message of what was thrown. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!isConferaApiError(error)) throw error;
    expect(error).toMatchObject({ kind: 'validation', status: 0, requestSent: false });
    return error.message;
  }
  throw new Error('nothing was refused');
}
