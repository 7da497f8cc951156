import type { Words } from '../words/words.ts';

/** What the form calls something that a person may choose in a setting. An empty choice leaves the setting unset. */
export function choiceWords({ settings, scannerTest }: Words, choice: string): string {
  const names: Record<string, string> = { ...scannerTest.layoutNames, ...settings.options };
  return names[choice || 'unset'] ?? choice;
}
