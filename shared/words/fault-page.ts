import type { Language } from './languages.ts';

/** The file of the built page that says in this language that the kiosk is closed. It needs no script. */
export function faultPageName(language: Language): string {
  return language === 'en' ? 'fault.html' : `fault-${language}.html`;
}
