import { expect, test } from 'vitest';
import { withoutEmoji } from '../../../../shared/text/without-emoji.ts';

test.each([
  ['after a name', 'Ayesha Khan 🌸', 'Ayesha Khan'],
  ['before a name', '🇵🇰 Ayesha', 'Ayesha'],
  ['between words, with and without spaces', 'PyCon 🐍 2026🎉Karachi', 'PyCon 2026 Karachi'],
  ['with a colour of skin', 'Ada 👋🏽', 'Ada'],
  ['of several joined ones', 'The Lovelaces 👩🏽‍🚀👩‍👩‍👧 of London', 'The Lovelaces of London'],
  ['joined to a sign that is none alone', 'Running 🏃‍♀️ club', 'Running club'],
  [
    'a flag made of tags',
    'Wales 🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}',
    'Wales',
  ],
  ['of a sign that may also be text', 'We ❤️ tides ☀', 'We tides'],
  ['that the newest Unicode has not assigned yet', 'Ada \u{1fafd}', 'Ada'],
  ['alone', '🎉🎉', ''],
])('an emoji is left out: %s', (_where, text, shown) => {
  expect(withoutEmoji(text)).toBe(shown);
});

test.each([
  ['digits, also those that stand on a key', 'Hall 1️⃣', 'Hall 1'],
  ['signs that are older than emoji', 'I ♥️ R&D™ — 10 ↔ 12, #1 *', 'I ♥ R&D™ — 10 ↔ 12, #1 *'],
  ['joiners within letters', 'علی\u200cرضا क्\u200dष', 'علی\u200cرضا क्\u200dष'],
  ['letters of every script', 'Nguyễn 山田 여름 שלום', 'Nguyễn 山田 여름 שלום'],
])('%s stay', (_what, text, shown) => {
  expect(withoutEmoji(text)).toBe(shown);
});
