import path from 'node:path';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { runnerImport } from 'vite';
import type { DrawIcon } from './gate-cards.ts';

const ICONS = path.resolve(import.meta.dirname, '../../renderer/screens/scan/result-icons.tsx');

/** Loads what draws the icons of the screen. Vite does, because Node can't read JSX. */
export async function loadIcons(): Promise<DrawIcon> {
  const config = { configFile: false, logLevel: 'silent' } as const;
  type Icons = { ICON_OF: Record<Parameters<DrawIcon>[0], () => ReactNode> };
  const { module } = await runnerImport<Icons>(ICONS, config);
  return (outcome) => renderToStaticMarkup(createElement(module.ICON_OF[outcome]));
}
