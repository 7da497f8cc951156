import path from 'node:path';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { runnerImport } from 'vite';
import type { CardLook } from './card-words.ts';
import type { DrawIcon } from './gate-cards.ts';

const ICONS = path.resolve(import.meta.dirname, '../../renderer/screens/scan/result-icons.tsx');

/** Loads what draws the icons of the screen. Vite does, because Node can't read JSX. */
export async function loadIcons(): Promise<DrawIcon> {
  const config = { configFile: false, logLevel: 'silent' } as const;
  type Draw = () => ReactNode;
  type Icons = { ICON_OF: Record<CardLook, Draw>; BarInShield: Draw };
  const { module } = await runnerImport<Icons>(ICONS, config);
  const icons = {
    ...module.ICON_OF,
    'no-badge': module.ICON_OF.unreadable,
    closed: module.BarInShield,
  };
  return (row) => renderToStaticMarkup(createElement(icons[row]));
}
